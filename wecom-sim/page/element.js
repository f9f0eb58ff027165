/**
 * Builds an element. Strings become text nodes, so nothing that came over the wire is read as markup.
 * `on` holds listeners, `data` data-attributes; attributes that are null, undefined or false are left out.
 */
export function el(tag, { on = {}, data = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      node.setAttribute(name, value === true ? '' : String(value));
  for (const [name, value] of Object.entries(data)) node.dataset[name] = String(value);
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A button that does not send a form. */
export function button(attributes, ...children) {
  return el('button', { type: 'button', ...attributes }, ...children);
}

/** The element of index.html with this id; a missing one is a mistake in the page. */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no element "${id}"`);
  return node;
}

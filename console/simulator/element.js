/**
 * Builds an element. A string child becomes a text node, so nothing that anybody typed is ever read as markup.
 * `on` holds listeners, `data` becomes data-attributes; null, undefined and false attributes are left out.
 */
export function el(tag, { on = {}, data = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(data)) node.dataset[name] = String(value);
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** The element of index.html with this id; a missing one is a mistake in the page and stops it at once. */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no element "${id}"`);
  return node;
}

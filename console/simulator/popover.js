import { el } from './element.js';

let open = null;

function closeOpen() {
  open?.close();
}

document.addEventListener('pointerdown', (event) => {
  if (open && !open.panel.contains(event.target) && !open.button.contains(event.target)) closeOpen();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !open) return;
  const { button } = open;
  closeOpen();
  button.focus();
});

/**
 * A small panel that belongs to a button: one is open at a time, a click elsewhere or Escape closes it.
 * `fill` makes the content anew each time it opens and is given the way to close it.
 */
export function attachPopover(button, label, fill) {
  const panel = el('div', { class: 'popover', role: 'group', 'aria-label': label, hidden: true });
  button.setAttribute('aria-expanded', 'false');
  function close() {
    panel.hidden = true;
    panel.replaceChildren();
    button.setAttribute('aria-expanded', 'false');
    open = null;
  }
  button.addEventListener('click', async () => {
    const wasOpen = open?.panel === panel;
    closeOpen();
    if (wasOpen) return;
    open = { panel, button, close };
    button.setAttribute('aria-expanded', 'true');
    panel.hidden = false;
    panel.replaceChildren(el('p', { class: 'popover-title' }, label));
    const content = await fill(close);
    if (open?.panel !== panel) return;
    panel.append(...content);
    panel.querySelector('button, input')?.focus();
  });
  return panel;
}

/** Closer to the end than this, the reader is taken to be reading the end. */
const nearEndPx = 60;

/**
 * Keeps the end of a list in sight for a reader who is at the end, whatever changes its height (a message, a
 * picture that has come, a narrower pane), and leaves a reader alone who went back to read.
 */
export function followEnd(list, more) {
  let atEnd = true;
  function toEnd() {
    atEnd = true;
    more.hidden = true;
    list.scrollTop = list.scrollHeight;
  }
  const again = () => {
    if (atEnd) toEnd();
  };
  let lastTop = 0;
  list.addEventListener('scroll', () => {
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < nearEndPx;
    // Away from the end without having gone up: the content grew, the reader did not move.
    if (near || list.scrollTop < lastTop) atEnd = near;
    if (near) more.hidden = true;
    lastTop = list.scrollTop;
  });
  list.addEventListener('load', again, { capture: true });
  new ResizeObserver(again).observe(list);
  more.addEventListener('click', toEnd);
  return {
    toEnd,
    /** The end moved without a new message. */
    again,
    grown() {
      if (atEnd) toEnd();
      else more.hidden = false;
    },
  };
}

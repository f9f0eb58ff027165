const svg = 'http://www.w3.org/2000/svg';

/** Strokes on a 24 × 24 field. */
const strokes = {
  add: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  picture: 'M4 6h16v12H4zM4 15.5l4.5-4 4 3.5 2.5-2 5 4M15.5 10.2a1.2 1.2 0 1 0 0-.1z',
  place:
    'M12 21c3.5-4 6-7.4 6-11a6 6 0 0 0-12 0c0 3.6 2.5 7 6 11zM12 8a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 12 8z',
  voice: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM6 11a6 6 0 0 0 12 0M12 17v4',
  enter: 'M13 4h6v16h-6M4 12h10M10.5 8.5L14 12l-3.5 3.5',
  faults: 'M12 3.5L2.8 19.5h18.4zM12 10v4.5M12 17v.2',
  calls: 'M8 6h12M8 12h12M8 18h12M4 6h.2M4 12h.2M4 18h.2',
  wave: 'M5 10a4 4 0 0 1 0 4M9 7.5a8 8 0 0 1 0 9M13 5a12 12 0 0 1 0 14',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 3.5v4.2h-4.2',
};

export function icon(name) {
  const node = document.createElementNS(svg, 'svg');
  node.setAttribute('viewBox', '0 0 24 24');
  node.setAttribute('class', 'icon');
  node.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', strokes[name]);
  node.append(path);
  return node;
}

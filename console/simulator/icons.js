const svg = 'http://www.w3.org/2000/svg';

/** Strokes on a 24 × 24 field, drawn for this page. */
const strokes = {
  photo: 'M4 8h3.2L9 5.5h6L16.8 8H20v11H4zM12 10.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z',
  place:
    'M12 21s6.5-6.2 6.5-11a6.5 6.5 0 0 0-13 0c0 4.8 6.5 11 6.5 11zM12 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  voice:
    'M12 4a2.6 2.6 0 0 1 2.6 2.6v4.8a2.6 2.6 0 0 1-5.2 0V6.6A2.6 2.6 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5',
  bell: 'M6 17h12l-1.6-2.6V10a4.4 4.4 0 0 0-8.8 0v4.4zM10.3 19.5a1.8 1.8 0 0 0 3.4 0',
  swap: 'M5 9h12l-3.5-3.5M19 15H7l3.5 3.5',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  add: 'M12 5.5v13M5.5 12h13',
  forward: 'M4.5 6.5l7 5.5-7 5.5zM12.5 6.5l7 5.5-7 5.5z',
  sound: 'M7 10.5a3 3 0 0 1 0 3M10.5 8a7 7 0 0 1 0 8M14 5.5a11 11 0 0 1 0 13',
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

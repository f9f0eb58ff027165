import { el } from './element.js';

// WeCom sends coordinates as the client has them, to six decimals (path/90239). The start is an invented place.
const start = { label: '虚构路1号', latitude: '36.061200', longitude: '120.382600' };

function field(name, label, attributes) {
  return el(
    'label',
    { class: `place-${name}` },
    label,
    el('input', { name, value: start[name], required: true, ...attributes }),
  );
}

/** Name and coordinates of the place that is sent. */
export function placeForm(say, close) {
  const degrees = (most) => ({ type: 'number', step: 'any', min: -most, max: most });
  const form = el(
    'form',
    { class: 'place-form' },
    field('label', '地名', { type: 'text', maxlength: '100' }),
    field('latitude', '纬度', degrees(90)),
    field('longitude', '经度', degrees(180)),
    el('button', { type: 'submit', class: 'plain', data: { testid: 'send-place' } }, '发这个位置'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { label, latitude, longitude } = Object.fromEntries(new FormData(form));
    close();
    void say({ location: { label, latitude: Number(latitude), longitude: Number(longitude) } });
  });
  return form;
}

import { api } from './api.js';
import { el } from './element.js';

/** The content of the place panel: a few invented places of the demo zone. */
export async function placeChoice(close, onPlace) {
  let places;
  try {
    places = await api.places();
  } catch (error) {
    return [el('p', { class: 'failure' }, error.message)];
  }
  if (places.length === 0) return [el('p', {}, '还没有可选的地点。')];
  return places.map((place) => {
    const take = el('button', { type: 'button', class: 'popover-item' }, place.label);
    take.addEventListener('click', () => {
      close();
      onPlace(place);
    });
    return take;
  });
}

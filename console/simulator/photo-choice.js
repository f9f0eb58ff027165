import { el } from './element.js';
import { encodePhoto, readPhoto } from './photo.js';
import { drawSample, sampleNames } from './sample-photos.js';

/** The content of the photo panel: a file of one's own, or one of the drawn examples. */
export function photoChoice(close, { onPhoto, onProblem }) {
  const file = el('input', { type: 'file', accept: 'image/*', class: 'unseen' });
  file.addEventListener('change', async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    close();
    try {
      const canvas = await readPhoto(chosen);
      onPhoto({ canvas, photo: encodePhoto(canvas, chosen.name) });
    } catch (error) {
      onProblem(error.message);
    }
  });
  const samples = sampleNames.map((name) => {
    const canvas = drawSample(name);
    const take = el(
      'button',
      { type: 'button', class: 'sample', data: { testid: 'sample-photo' } },
      canvas,
      name,
    );
    take.addEventListener('click', () => {
      close();
      onPhoto({ canvas, photo: encodePhoto(canvas, name) });
    });
    return take;
  });
  return [
    el('div', { class: 'samples' }, ...samples),
    el('label', { class: 'popover-item' }, '选自己的照片…', file),
  ];
}

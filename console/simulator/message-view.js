import { cardView } from './card-view.js';
import { el } from './element.js';
import { icon } from './icons.js';
import { showImage } from './image-viewer.js';
import { textView } from './text-view.js';

function pictureView(message) {
  const picture = el('img', {
    class: 'picture',
    src: message.imageUrl,
    alt: message.text || '照片',
    loading: 'lazy',
  });
  const open = el(
    'button',
    {
      type: 'button',
      class: 'picture-button',
      'aria-label': '看大图',
      on: { click: () => showImage(message.imageUrl) },
    },
    picture,
  );
  picture.addEventListener('error', () =>
    open.replaceWith(el('div', { class: 'text' }, '这张照片看不到了。')),
  );
  return el('div', { class: 'bubble bubble--picture' }, open, message.text ? textView(message.text) : null);
}

function placeView(message) {
  const hasPoint = typeof message.latitude === 'number' && typeof message.longitude === 'number';
  return el(
    'div',
    { class: 'bubble bubble--place' },
    el(
      'div',
      { class: 'place-words' },
      el('strong', {}, message.label || '位置'),
      hasPoint ? el('span', {}, `${message.latitude.toFixed(4)}, ${message.longitude.toFixed(4)}`) : null,
    ),
    el('div', { class: 'place-map' }, icon('place')),
  );
}

function voiceView(message) {
  return el(
    'div',
    { class: 'bubble bubble--voice' },
    el('span', { class: 'voice-mark' }, icon('sound'), '语音 1″'),
    message.text ? el('div', { class: 'voice-words' }, message.text) : null,
  );
}

/** The body of one message, and for a card the way to grey it later. */
export function messageBody(message, { onTap, buttonText }) {
  switch (message.kind) {
    case 'card': {
      const card = cardView(message.card, { settled: message.settled, onTap });
      return { element: card.element, settle: card.settle };
    }
    case 'image':
      return { element: pictureView(message) };
    case 'location':
      return { element: placeView(message) };
    case 'voice':
      return { element: voiceView(message) };
    case 'tap':
      return {
        element: el('div', { class: 'bubble bubble--tap' }, buttonText(message.cardId, message.buttonKey)),
      };
    default:
      return {
        element: el('div', { class: 'bubble' }, textView(message.text ?? '（这种消息在这里看不了）')),
      };
  }
}

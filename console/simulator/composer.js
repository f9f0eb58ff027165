import { el } from './element.js';
import { icon } from './icons.js';
import { photoChoice } from './photo-choice.js';
import { placeChoice } from './place-choice.js';
import { attachPopover } from './popover.js';
import { groupOf } from './roles.js';
import { voiceChoice } from './voice-choice.js';

const tallestPx = 112;

function tool(name, text) {
  return el('button', { type: 'button', class: 'tool', 'aria-label': text, title: text }, icon(name));
}

/** Where a person writes. `say(message, words)` sends; `words` is what it looks like until it has arrived. */
export function createComposer(person, say) {
  let attached = null;
  const input = el('textarea', {
    class: 'field',
    rows: '1',
    placeholder: '在这里说',
    'aria-label': `以${person.name}的身份说`,
    data: { testid: 'input' },
  });
  const attachment = el('div', { class: 'attachment', hidden: true });
  const problem = el('p', { class: 'failure', role: 'alert', hidden: true });
  const send = el('button', { type: 'submit', class: 'send', data: { testid: 'send' } }, '发送');

  function attach(found) {
    attached = found;
    attachment.hidden = found === null;
    problem.hidden = true;
    attachment.replaceChildren();
    if (found === null) return;
    const drop = el('button', { type: 'button', class: 'tool', 'aria-label': '不发这张照片' }, icon('close'));
    drop.addEventListener('click', () => attach(null));
    attachment.append(found.canvas, el('span', {}, '可以再写一句，按“发送”一起发出'), drop);
    input.focus();
  }

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight + input.offsetHeight - input.clientHeight, tallestPx)}px`;
  }

  function sayText(text) {
    const photo = attached?.photo;
    if (!text && !photo) return;
    attach(null);
    if (photo) say({ photo, ...(text ? { text } : {}) }, `[照片] ${text}`);
    else say({ text }, text);
  }

  const photo = tool('photo', '照片');
  const place = tool('place', '位置');
  const voice = tool('voice', '语音');
  const panels = [
    attachPopover(photo, '发一张照片', (close) =>
      photoChoice(close, {
        onPhoto: attach,
        onProblem: (text) => {
          problem.textContent = text;
          problem.hidden = false;
        },
      }),
    ),
    attachPopover(place, '发一个位置（虚构的地点）', (close) =>
      placeChoice(close, (location) => say({ location }, `[位置] ${location.label}`)),
    ),
    attachPopover(voice, '发一段示例语音', (close) =>
      voiceChoice(close, (sound) => say({ voice: sound }, '[语音]')),
    ),
  ];
  const phrases = groupOf(person).phrases.map((phrase) => {
    const chip = el('button', { type: 'button', class: 'chip' }, phrase);
    chip.addEventListener('click', () => sayText(phrase));
    return chip;
  });
  const form = el(
    'form',
    { class: 'composer' },
    el(
      'div',
      { class: 'composer-tools' },
      photo,
      place,
      voice,
      el('div', { class: 'chips', role: 'group', 'aria-label': '可以这样说' }, ...phrases),
    ),
    attachment,
    problem,
    el('div', { class: 'composer-row' }, input, send),
    ...panels,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sayText(input.value.trim());
    input.value = '';
    grow();
  });
  input.addEventListener('input', grow);
  input.addEventListener('keydown', (event) => {
    // While pinyin is being turned into characters, Enter belongs to the input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return { element: form, sayText };
}

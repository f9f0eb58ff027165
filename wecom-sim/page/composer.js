import { button, el } from './element.js';
import { icon } from './icons.js';
import { placeForm } from './place-form.js';
import { asBase64, samplePicture } from './sample-picture.js';
import { silentVoice } from './silent-voice.js';
import { trying } from './toast.js';

/** What WeCom takes as a picture message (path/90253). */
const pictureKinds = 'image/jpeg,image/png';

function tool(name, label, onClick) {
  return button(
    {
      class: 'tool',
      title: label,
      'aria-label': label,
      data: { testid: `tool-${name}` },
      on: { click: onClick },
    },
    icon(name),
  );
}

/** Where a member writes; `say` resolves when the simulator is done with the delivery. */
export function createComposer(say) {
  const field = el('textarea', {
    rows: '1',
    placeholder: '发消息',
    'aria-label': '要说的话',
    data: { testid: 'input' },
  });
  const send = button({ class: 'send', data: { testid: 'send' }, on: { click: sendText } }, '发送');
  const file = el('input', { type: 'file', accept: pictureKinds, hidden: true });
  const extra = el('div', { class: 'extra', hidden: true });

  function sendText() {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    fitHeight();
    void say({ text });
  }

  function fitHeight() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
  }

  function toggle(kind, makeContent) {
    const open = extra.hidden || extra.dataset.kind !== kind;
    extra.hidden = !open;
    extra.dataset.kind = kind;
    extra.replaceChildren(...(open ? makeContent() : []));
  }

  const close = () => {
    extra.hidden = true;
  };

  const pictureChoice = () => [
    button({ class: 'plain', on: { click: () => file.click() } }, '选一张照片'),
    button(
      {
        class: 'plain',
        data: { testid: 'sample-picture' },
        on: {
          async click() {
            close();
            void say({ image: await samplePicture() });
          },
        },
      },
      '发一张示例图',
    ),
  ];

  field.addEventListener('input', fitHeight);
  field.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendText();
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    file.value = '';
    close();
    if (chosen) await trying(async () => say({ image: await asBase64(chosen) }));
  });

  return {
    element: el(
      'footer',
      { class: 'composer' },
      extra,
      el('div', { class: 'composer-row' }, field, send),
      el(
        'div',
        { class: 'composer-tools' },
        tool('picture', '发图片', () => toggle('picture', pictureChoice)),
        tool('place', '发位置', () => toggle('place', () => [placeForm(say, close)])),
        tool('voice', '发一段无声的语音', () => void say({ voice: silentVoice() })),
        tool('enter', '打开应用（enter_agent）', () => void say({ event: 'enter_agent' })),
        file,
      ),
    ),
  };
}

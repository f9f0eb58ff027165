import { el } from './element.js';

/** One second of silence: 50 AMR frames of type 15, "no data" (RFC 4867, 4.3.2), after the file header. */
const silentFrames = 50;
const noDataFrame = '\x7c';

export function silentVoice() {
  return btoa(`#!AMR\n${noDataFrame.repeat(silentFrames)}`);
}

/** The content of the voice panel: a silent sound, and the words a speech service would have heard in it. */
export function voiceChoice(close, onVoice) {
  const words = el('input', {
    type: 'text',
    class: 'field',
    placeholder: '不填就是听不出内容的语音',
    maxlength: '200',
  });
  const form = el(
    'form',
    { class: 'voice-form' },
    el('label', {}, '语音里说的话', words),
    el('button', { type: 'submit', class: 'primary' }, '发这段语音'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const transcript = words.value.trim();
    close();
    onVoice({ base64: silentVoice(), ...(transcript ? { transcript } : {}) });
  });
  return [form];
}

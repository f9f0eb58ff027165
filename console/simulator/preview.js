const shownCharacters = 48;

const names = { image: '[照片]', voice: '[语音]', location: '[位置]' };

/** A message in one line. */
export function previewOf(message) {
  const words =
    message.kind === 'card'
      ? message.card.title
      : [names[message.kind], message.text].filter(Boolean).join(' ');
  const line = [...words.replace(/\s+/g, ' ')];
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters).join('')}…` : line.join('');
}

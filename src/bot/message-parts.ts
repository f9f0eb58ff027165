import type { InboundContent } from '../domain/conversations/message.js';

/** The words of a message. A place's label is no sentence of the person's and is left to whoever reads the place. */
export function textOf(content: InboundContent): string {
  switch (content.kind) {
    case 'text':
      return content.text.trim();
    case 'image':
      return content.caption?.trim() ?? '';
    case 'voice':
      return content.transcript?.trim() ?? '';
    default:
      return '';
  }
}

/** Pictures and sounds of the message that are in our own store. */
export function mediaOf(content: InboundContent): string[] {
  return (content.kind === 'image' || content.kind === 'voice') && content.media.at === 'store'
    ? [content.media.mediaId]
    : [];
}

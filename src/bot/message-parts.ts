import type { InboundContent } from '../domain/conversations/message.js';
import { storableText } from '../shared/storable-text.js';

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

/** The same message with every text of it in the form that can be kept. */
export function storableContent(content: InboundContent): InboundContent {
  switch (content.kind) {
    case 'text':
      return { ...content, text: storableText(content.text) };
    case 'image':
      return content.caption === undefined ? content : { ...content, caption: storableText(content.caption) };
    case 'voice':
      return content.transcript === undefined
        ? content
        : { ...content, transcript: storableText(content.transcript) };
    case 'location':
      return content.label === undefined ? content : { ...content, label: storableText(content.label) };
    default:
      return content;
  }
}

import type { OutboundContent } from '../../../domain/conversations/message.js';
import type { Channel, ChannelAbilities } from '../../channel.js';
import type { PhoneChannelParts } from '../simulator/index.js';

const abilities: ChannelAbilities = { buttons: false, cardUpdate: false, image: false };

/** `npm run chat`: plain lines; the buttons of a card are numbered, and the number is typed. */
export function createTerminalChannel({ phones, bell, clock }: PhoneChannelParts): Channel {
  return {
    name: 'terminal',
    abilities,
    async send({ to, content, deliveryId }) {
      const phone = to.toLowerCase();
      const message = await phones.append(
        'terminal',
        phone,
        false,
        { kind: 'text', text: plain(content) },
        clock.now(),
        deliveryId,
      );
      bell.ring(message);
      return { platformId: deliveryId };
    },
  };
}

/** A message as lines of text. */
export function plain(content: OutboundContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'image':
      return '[照片]';
    case 'card-update':
      return `[${content.card.title}：${content.outcome}]`;
    case 'card': {
      const { card } = content;
      return [
        ...(card.source ? [`（${card.source}）`] : []),
        card.title,
        ...card.rows.map((r) => `  ${r.label}：${r.value}`),
        ...(card.text ? [card.text] : []),
        card.buttons.map((b, i) => `${i + 1} ${b.text}`).join('   '),
        '（回数字即可）',
      ].join('\n');
    }
  }
}

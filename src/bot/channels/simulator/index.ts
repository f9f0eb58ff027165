import { EventEmitter } from 'node:events';
import type { Clock } from '../../../shared/clock.js';
import type { PhoneMessage, PhoneStore } from '../../../store/phones.js';
import type { Channel, ChannelAbilities } from '../../channel.js';

/** Tells pages and scripts that wait that a phone shows something new. */
export class PhoneBell extends EventEmitter<{ message: [phone: string, message: PhoneMessage] }> {}

export interface PhoneChannelParts {
  phones: PhoneStore;
  bell: PhoneBell;
  clock: Clock;
}

const abilities: ChannelAbilities = { buttons: true, cardUpdate: true, image: true, repeatKey: true };

/** The simulated phones of the page at `/`: what is sent to one is a row that the page reads. */
export function createSimulatorChannel({ phones, bell, clock }: PhoneChannelParts): Channel {
  return {
    name: 'simulator',
    abilities,
    async send({ to, content, deliveryId }) {
      const phone = to.toLowerCase();
      const body =
        content.kind === 'card-update'
          ? { kind: 'card-settled', cardId: content.card.id, settled: content.outcome }
          : content.kind === 'image'
            ? { kind: 'image', mediaId: content.mediaId }
            : content;
      const message = await phones.append('simulator', phone, false, { ...body }, clock.now());
      bell.emit('message', phone, message);
      return { platformId: deliveryId };
    },
  };
}

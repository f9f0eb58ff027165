import type { Clock } from '../../../shared/clock.js';
import type { PhoneStore } from '../../../store/phones.js';
import type { Channel, ChannelAbilities } from '../../channel.js';
import type { PhoneBell } from './phone-bell.js';

export { PhoneBell } from './phone-bell.js';

export interface PhoneChannelParts {
  phones: PhoneStore;
  bell: PhoneBell;
  clock: Clock;
}

const abilities: ChannelAbilities = { buttons: true, cardUpdate: true, image: true };

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
      const message = await phones.append('simulator', phone, false, { ...body }, clock.now(), deliveryId);
      bell.ring(message);
      return { platformId: deliveryId };
    },
  };
}

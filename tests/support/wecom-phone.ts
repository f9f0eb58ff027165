import { z } from 'zod';
import type { InboxItem } from '../../wecom-sim/corp/inboxes.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import type { Phone } from '../transcripts/street-light.js';
import { smallPicture } from './chat.js';
import type { Product } from './product.js';

const cardContent = z.object({
  source: z.object({ desc: z.string().optional() }).optional(),
  main_title: z.object({ title: z.string().optional(), desc: z.string().optional() }).optional(),
  sub_title_text: z.string().optional(),
  horizontal_content_list: z
    .array(z.object({ keyname: z.string(), value: z.string().optional() }))
    .optional(),
});

/** A member's WeCom client: what he writes goes through encrypted callbacks, what he reads came by message/send. */
export function createWecomPhone(sim: WecomSim, product: Product, userid: string): Phone {
  let read = 0;
  const accepted = async (delivery: Promise<{ accepted: boolean }>) => {
    if (!(await delivery).accepted) throw new Error(`${userid}: the product did not accept the callback`);
    await product.settle();
  };
  return {
    says: (text) => accepted(sim.users.say(userid, text)),
    sendsPhoto: () => accepted(sim.users.say(userid, { image: Buffer.from(smallPicture, 'base64') })),
    async taps(button) {
      const cards = sim.inbox(userid).filter((item) => item.buttons?.some((b) => b.text === button));
      const card = cards.at(-1);
      const key = card?.buttons?.find((b) => b.text === button)?.key;
      if (!card?.taskId || !key) throw new Error(`${userid} has no card with the button ${button}`);
      await accepted(sim.users.tap(userid, { taskId: card.taskId, key, evenIfGrey: true }));
    },
    async news() {
      await product.settle();
      const items = sim.inbox(userid, read);
      read = items.at(-1)?.seq ?? read;
      return items.map(readable).join('\n');
    },
  };
}

function readable(item: InboxItem): string {
  if (item.msgtype === 'text') return String(item.content.content);
  if (item.msgtype === 'image') return '[照片]';
  const card = cardContent.parse(item.content);
  return [
    card.source?.desc,
    card.main_title?.title,
    card.main_title?.desc,
    ...(card.horizontal_content_list ?? []).map((row) => `${row.keyname}：${row.value ?? ''}`),
    card.sub_title_text,
    (item.buttons ?? []).map((b) => `[${b.text}]`).join(''),
  ]
    .filter((line) => line !== undefined && line !== '')
    .join('\n');
}

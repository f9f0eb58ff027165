import type { Channel, SendReceipt } from '../../../src/bot/channel.js';
import type { OutboundContent } from '../../../src/domain/conversations/message.js';

export interface Whole {
  to: string;
  content: OutboundContent;
  responseCode?: string;
}

/** The requests of a delivery, as delivery would store them. */
export async function writeWhole({ wire }: Channel, { to, content, responseCode }: Whole): Promise<string[]> {
  if (!wire) throw new Error('this channel stores no requests');
  const media = content.kind === 'image' ? await wire.upload(content.mediaId) : undefined;
  return wire
    .encode({
      to,
      content,
      markBytes: 40,
      ...(responseCode && { responseCode }),
      ...(media && { media }),
    })
    .map((write) => write(''));
}

/** Writes a delivery and sends all of it, part by part; the receipt is the last one's. */
export async function sendWhole(channel: Channel, whole: Whole): Promise<SendReceipt> {
  let receipt: SendReceipt = {};
  for (const body of await writeWhole(channel, whole)) {
    receipt = await channel.send({ deliveryId: 'd', to: whole.to, content: whole.content, body });
  }
  return receipt;
}

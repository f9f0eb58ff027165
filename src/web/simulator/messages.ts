import type { Engine } from '../../bot/engine.js';
import type { Receiver } from '../../bot/receive.js';
import type { InboundContent } from '../../domain/conversations/message.js';
import { AppError } from '../../shared/errors.js';
import { maxMediaBytes } from '../../store/media.js';
import type { PhoneMessage } from '../../store/phones.js';
import type { DemoParts } from '../server.js';
import type { SayBody } from './wire.js';

/** First bytes of the kinds of picture and sound that are taken in. */
const signatures: [string, number[]][] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/gif', [0x47, 0x49, 0x46]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
  ['audio/amr', [0x23, 0x21, 0x41, 0x4d, 0x52]],
];

function decodeMedia(base64: string, kind: 'image' | 'audio'): { bytes: Buffer; mime: string } {
  const bytes = Buffer.from(base64.replace(/^data:[^,]*,/, ''), 'base64');
  if (bytes.byteLength > maxMediaBytes) {
    throw new AppError('media-too-large', 'tell-user', '文件太大了，请发 20 MB 以内的');
  }
  const mime = signatures.find(([, head]) => head.every((b, i) => bytes[i] === b))?.[0];
  if (!mime?.startsWith(kind)) {
    throw new AppError(
      'media-type',
      'tell-user',
      kind === 'image' ? '照片要是 JPG、PNG、GIF 或 WebP' : '语音要是 AMR',
    );
  }
  return { bytes, mime };
}

type Shown = { content: InboundContent; shown: Record<string, unknown> };

async function contentsOf(engine: Engine, personId: string, body: SayBody): Promise<Shown> {
  const save = async (base64: string, kind: 'image' | 'audio') => {
    const media = decodeMedia(base64, kind);
    return engine.media.save({ ...media, ownerId: personId, at: engine.clock.now() });
  };
  if (body.tap) {
    return { content: { kind: 'tap', ...body.tap }, shown: { kind: 'tap', ...body.tap } };
  }
  if (body.photo) {
    const mediaId = await save(body.photo.base64, 'image');
    return {
      content: {
        kind: 'image',
        media: { at: 'store', mediaId },
        ...(body.text ? { caption: body.text } : {}),
      },
      shown: { kind: 'image', mediaId, ...(body.text ? { text: body.text } : {}) },
    };
  }
  if (body.voice) {
    const mediaId = await save(body.voice.base64, 'audio');
    const transcript = body.voice.transcript;
    return {
      content: { kind: 'voice', media: { at: 'store', mediaId }, ...(transcript ? { transcript } : {}) },
      shown: { kind: 'voice', mediaId, ...(transcript ? { text: transcript } : {}) },
    };
  }
  if (body.location) {
    const { latitude, longitude, label } = body.location;
    const place = { latitude, longitude, ...(label ? { label } : {}) };
    return {
      content: { kind: 'location', system: 'gcj02', ...place },
      shown: { kind: 'location', ...place },
    };
  }
  if (body.enter) return { content: { kind: 'enter' }, shown: {} };
  return { content: { kind: 'text', text: body.text ?? '' }, shown: { kind: 'text', text: body.text ?? '' } };
}

/** A played person says something: it goes the way of every message. */
export async function say(
  engine: Engine,
  receiver: Receiver,
  demo: DemoParts,
  who: { phone: string; personId: string; channel: 'simulator' | 'terminal' },
  body: SayBody,
): Promise<{ messageId: string | null; duplicate: boolean }> {
  const { content, shown } = await contentsOf(engine, who.personId, body);
  const received = await receiver.receive({
    channel: who.channel,
    externalKey: body.key ?? engine.ids.next(),
    senderKey: who.phone,
    content,
  });
  const duplicate = received.outcome === 'duplicate';
  if (!duplicate && 'kind' in shown) {
    const message = await demo.phones.append(who.channel, who.phone, true, shown, engine.clock.now());
    demo.bell.ring(message);
  }
  return { messageId: received.messageId, duplicate };
}

/** A message as the API shows it. */
export function showMessage(engine: Engine, message: PhoneMessage): Record<string, unknown> {
  const { mediaId, ...body } = message.body;
  return {
    seq: message.seq,
    from: message.fromMe ? 'me' : 'bot',
    at: isoLocal(message.at, engine),
    ...body,
    ...(typeof mediaId === 'string' ? { imageUrl: `/api/simulator/media/${mediaId}` } : {}),
  };
}

/** Messages after a number; with cards that were settled meanwhile already greyed. */
export async function listMessages(
  engine: Engine,
  demo: DemoParts,
  channel: 'simulator' | 'terminal',
  phone: string,
  after: number,
  waitSeconds: number,
): Promise<{ messages: Record<string, unknown>[]; last: number }> {
  let rows = await demo.phones.list(channel, phone, after);
  if (rows.length === 0 && waitSeconds > 0) {
    await new Promise<void>((resolve) => {
      const done = (message: PhoneMessage) => {
        if (message.phone === phone) stop();
      };
      const timer = setTimeout(() => stop(), waitSeconds * 1000);
      const stop = () => {
        clearTimeout(timer);
        demo.bell.off('message', done);
        demo.bell.off('closed', stop);
        resolve();
      };
      demo.bell.on('message', done);
      demo.bell.on('closed', stop);
      // What came between the first look and the listening is there already.
      void demo.phones.list(channel, phone, after).then((found) => {
        if (found.length > 0) stop();
      });
    });
    rows = await demo.phones.list(channel, phone, after);
  }
  const settled = new Map<unknown, unknown>();
  for (const r of rows) if (r.body.kind === 'card-settled') settled.set(r.body.cardId, r.body.settled);
  const messages = rows.map((r) => {
    const shown = showMessage(engine, r);
    const card = r.body.card;
    const id = typeof card === 'object' && card !== null && 'id' in card ? card.id : undefined;
    return settled.has(id) ? { ...shown, settled: settled.get(id) } : shown;
  });
  return { messages, last: rows.at(-1)?.seq ?? after };
}

/** ISO 8601 with the zone's offset. */
export function isoLocal(at: Date, engine: Engine): string {
  const day = engine.zone.calendar.dayOf(at);
  const minutes = engine.zone.calendar.localTime(at);
  const seconds = String(at.getUTCSeconds()).padStart(2, '0');
  return `${day}T${minutes}:${seconds}+08:00`;
}

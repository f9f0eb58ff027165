import type { FastifyReply } from 'fastify';
import type { StoredMedia } from '../corp/media-shelf.js';

export type Outcome = { json: Record<string, unknown>; file?: never } | { file: StoredMedia; json?: never };

export function sendOutcome(reply: FastifyReply, { json, file }: Outcome): FastifyReply {
  return file ? sendFile(reply, file) : reply.send(json);
}

/** Raw bytes with a file name (path/90254, wecom.md 2.7). */
function sendFile(reply: FastifyReply, file: StoredMedia): FastifyReply {
  return reply
    .header('content-type', file.mime)
    .header('content-disposition', `attachment; filename="${encodeURIComponent(file.fileName)}"`)
    .send(file.bytes);
}

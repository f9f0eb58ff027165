import { randomUUID } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import Fastify from 'fastify';
import pg from 'pg';
import { z } from 'zod';
import { invented } from '../wecom.js';

/**
 * What anybody would write first, with nothing of this product: verify, decrypt, parse, one INSERT of a row like ours
 * for each request, answer. No person is looked up, no repeat is told apart, no envelope is doubted.
 */
const [connectionString] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 10 });
const parser = new XMLParser({ parseTagValue: false });
const query = z.object({ msg_signature: z.string(), timestamp: z.string(), nonce: z.string() });
const envelope = z.object({ xml: z.object({ Encrypt: z.string() }) });
const message = z.object({
  xml: z.object({ FromUserName: z.string(), MsgType: z.string(), MsgId: z.string() }),
});

await pool.query('CREATE TABLE IF NOT EXISTS bench_floor (LIKE inbound_messages INCLUDING ALL, body jsonb)');

const server = Fastify();
server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
server.post('/callbacks/wecom-app', async (request, reply) => {
  const { msg_signature, timestamp, nonce } = query.parse(request.query);
  const { Encrypt } = envelope.parse(parser.parse(String(request.body))).xml;
  if (getSignature(invented.WECOM_TOKEN, timestamp, nonce, Encrypt) !== msg_signature) {
    return reply.code(403).send();
  }
  const plain = decrypt(invented.WECOM_ENCODING_AES_KEY, Encrypt).message;
  const { xml } = message.parse(parser.parse(plain));
  await pool.query(
    `INSERT INTO bench_floor (id, channel, external_key, conversation_id, person_id, kind, received_at, body)
     VALUES ($1, 'wecom-app', $2, $3, $4, $5, now(), $6)`,
    [
      randomUUID(),
      `${xml.MsgId}|${randomUUID()}`,
      randomUUID(),
      randomUUID(),
      xml.MsgType,
      JSON.stringify(xml),
    ],
  );
  return reply.send('');
});
const url = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${url}\n`);
process.once('SIGTERM', () => process.exit(0));

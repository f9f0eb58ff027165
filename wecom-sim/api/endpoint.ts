import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiRefusal, refusalText } from '../api-refusal.js';
import type { ApiCall } from '../corp/call-log.js';
import type { StoredMedia } from '../corp/media-shelf.js';
import type { SimParts } from '../sim-parts.js';
import { type ReadBody, readJsonBody } from './json-body.js';

export interface ApiRequest {
  query: Record<string, string>;
  body: Record<string, unknown>;
  /** The bytes as they came, for multipart uploads. */
  rawBody: Buffer;
  contentType: string;
}

export interface ApiAnswer {
  reply?: Record<string, unknown>;
  file?: StoredMedia;
  /** What the log says beyond the errcode. */
  noted?: Pick<ApiCall, 'dropped' | 'repeated'>;
}

export interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  needsToken: boolean;
  handle(request: ApiRequest, parts: SimParts): ApiAnswer | Promise<ApiAnswer>;
}

const queryOf = z.record(z.string(), z.string()).catch({});

/** Adds one API call with what all have in common: ordered faults, the token, the error form, the log. */
export function addEndpoint(app: FastifyInstance, parts: SimParts, endpoint: Endpoint): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const query = queryOf.parse(request.query);
      const body = readJsonBody(request.body, request.headers['content-type'] ?? '');
      try {
        parts.faults.strike(endpoint.path);
        if (endpoint.needsToken) parts.tokens.check(query.access_token);
        const answer = await endpoint.handle({ query, ...body }, parts);
        record(parts, endpoint, body, { errcode: 0, ...answer.noted });
        return answer.file ? sendFile(reply, answer.file) : { errcode: 0, errmsg: 'ok', ...answer.reply };
      } catch (error) {
        if (!(error instanceof ApiRefusal)) throw error;
        record(parts, endpoint, body, { errcode: error.errcode });
        return refuse(request, body, error);
      }
    },
  });
}

/**
 * HTTP 200 even for errors; where the JSON was malformed and had to be repaired, the errmsg says so
 * (path/90313, wecom.md 2 and 7).
 */
function refuse(request: FastifyRequest, body: ReadBody, refusal: ApiRefusal): Record<string, unknown> {
  const text = refusalText(refusal, request.ip);
  return { errcode: refusal.errcode, errmsg: body.malformed ? `Warning: wrong json format. ${text}` : text };
}

function record(parts: SimParts, endpoint: Endpoint, body: ReadBody, outcome: Partial<ApiCall>): void {
  const hasBody = Object.keys(body.body).length > 0;
  parts.calls.record({
    method: endpoint.method,
    path: endpoint.path,
    errcode: 0,
    ...(hasBody ? { body: body.body } : {}),
    ...outcome,
  });
}

/** Raw bytes with a file name (path/90254, wecom.md 2.7). */
function sendFile(reply: FastifyReply, file: StoredMedia): FastifyReply {
  return reply
    .header('content-type', file.mime)
    .header('content-disposition', `attachment; filename="${encodeURIComponent(file.fileName)}"`)
    .send(file.bytes);
}

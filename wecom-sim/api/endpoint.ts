import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiRefusal, refusalText } from '../api-refusal.js';
import type { ApiCall } from '../corp/call-log.js';
import type { StoredMedia } from '../corp/media-shelf.js';
import { strikesAfter } from '../faults/fault-names.js';
import type { SimParts } from '../sim-parts.js';
import { answerSpoiled, late, leaveUnanswered } from './faulty-answer.js';
import { type ReadBody, readJsonBody } from './json-body.js';
import { hashOf } from './request-hash.js';
import { type Outcome, sendOutcome } from './send-outcome.js';

export interface ApiRequest {
  query: Record<string, string>;
  body: Record<string, unknown>;
  /** The bytes as they came, for multipart uploads. */
  rawBody: Buffer;
  contentType: string;
  /** sha256 of those bytes. */
  requestHash: string;
}

export interface ApiAnswer {
  reply?: Record<string, unknown>;
  file?: StoredMedia;
  /** What the log says beyond the errcode. */
  noted?: Pick<ApiCall, 'dropped' | 'repeated' | 'msgid'>;
}

export interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  needsToken: boolean;
  handle(request: ApiRequest, parts: SimParts): ApiAnswer | Promise<ApiAnswer>;
}

const queryOf = z.record(z.string(), z.string()).catch({});

/** Adds one API call with what all have in common: faults, the token, the error form, the log. */
export function addEndpoint(app: FastifyInstance, parts: SimParts, endpoint: Endpoint): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const query = queryOf.parse(request.query);
      const body = readJsonBody(request.body, request.headers['content-type'] ?? '');
      const requestHash = hashOf(body.rawBody.length > 0 ? body.rawBody : (request.raw.url ?? ''));
      const fault = parts.apiFaults.choose(endpoint);
      const struck = typeof fault === 'string' ? fault : undefined;
      const note = (outcome: Partial<ApiCall>) =>
        record(parts, endpoint, body, { requestHash, ...(struck && { fault: struck }), ...outcome });

      if (struck && ['server-error', 'timeout-before', 'drop-before'].includes(struck)) {
        const status = struck === 'server-error' ? parts.apiFaults.httpError(endpoint.path) : undefined;
        note({ ...(status && { status }) });
        return leaveUnanswered(parts, request, reply, struck === 'timeout-before', status);
      }
      const carriedOut = await carryOut(parts, endpoint, { query, ...body, requestHash }, fault);
      note({ errcode: carriedOut.errcode, ...carriedOut.noted });
      const outcome = told(carriedOut, request.ip, body.malformed);
      await late(parts, endpoint.path);
      if (struck && strikesAfter(struck)) return answerSpoiled(parts, request, reply, struck, outcome);
      return sendOutcome(reply, outcome);
    },
  });
}

type CarriedOut = ApiAnswer & { errcode: number; refusal?: ApiRefusal };

const errcodeOfFault = { busy: -1, 'rate-limited': 45009, 'token-expired': 42001 } as const;

async function carryOut(
  parts: SimParts,
  endpoint: Endpoint,
  request: ApiRequest,
  fault: string | number | undefined,
): Promise<CarriedOut> {
  try {
    if (fault === 'token-expired') parts.tokens.expire(request.query.access_token);
    if (typeof fault === 'number') throw new ApiRefusal(fault);
    if (fault === 'busy' || fault === 'rate-limited' || fault === 'token-expired')
      throw new ApiRefusal(errcodeOfFault[fault]);
    if (endpoint.needsToken) parts.tokens.check(request.query.access_token);
    return { errcode: 0, ...(await endpoint.handle(request, parts)) };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return { errcode: error.errcode, refusal: error };
  }
}

/**
 * HTTP 200 even for errors; where the JSON was malformed and had to be repaired, the errmsg says so
 * (path/90313, wecom.md 2 and 7).
 */
function told({ refusal, file, reply }: CarriedOut, callerIp: string, malformed: boolean): Outcome {
  if (file) return { file };
  if (!refusal) return { json: { errcode: 0, errmsg: 'ok', ...reply } };
  const text = refusalText(refusal, callerIp);
  const errmsg = malformed ? `Warning: wrong json format. ${text}` : text;
  return { json: { errcode: refusal.errcode, errmsg } };
}

function record(
  parts: SimParts,
  { method, path }: Endpoint,
  { body }: ReadBody,
  outcome: Partial<ApiCall>,
): void {
  const hasBody = Object.keys(body).length > 0;
  parts.calls.record({ method, path, ...(hasBody ? { body } : {}), ...outcome });
}

import { hostname } from 'node:os';
import { troubleOf } from '../domain/incidents/delivery-trouble.js';
import { type IncidentCode, incidentCodes, kindOf } from '../domain/incidents/incident-kinds.js';
import type { Fact } from '../shared/observer.js';
import type { Finding } from './incidents.js';

/** A channel took something at this instant. */
export interface ChannelEnd {
  code: IncidentCode;
  key: string;
  endedAt: Date;
}

export interface Signs {
  findings: readonly Finding[];
  ends: readonly ChannelEnd[];
}

const nothing: Signs = { findings: [], ends: [] };

/** Troubles of a channel as a whole: one call that succeeds shows that they are over. */
const wholeChannel = incidentCodes.filter((code) => kindOf(code).blocksChat);

/** The address that WeCom refuses, out of the sentence that the channel made for the operator. */
export function addressIn(sentence: string): string | undefined {
  return /服务器地址 ([0-9a-fA-F.:]+)/.exec(sentence)?.[1];
}

/** What something that happened says about the health of the product. */
export function signsOf(fact: Fact, now: Date): Signs {
  switch (fact.what) {
    case 'send': {
      if (fact.ok)
        return {
          findings: [],
          ends: wholeChannel.map((code) => ({ code, key: fact.channel, endedAt: now })),
        };
      const code = troubleOf(fact.code, fact.remedy);
      if (!code) return nothing;
      const detail = { reason: fact.code, ...(fact.hint !== undefined && { address: fact.hint }) };
      return one({ code, key: fact.channel, times: 1, detail });
    }
    case 'message':
      return fact.code === 'spool-unwritable'
        ? one({ code: 'spool-unwritable', key: hostname(), times: 1, detail: { place: hostname() } })
        : nothing;
    case 'turn':
      return fact.outcome === 'failed:sorry' ? one({ code: 'message-put-aside', times: 1 }) : nothing;
    case 'turn-failed':
      return one({ code: 'handler-error', times: 1 });
    default:
      return nothing;
  }
}

function one(finding: Finding): Signs {
  return { findings: [finding], ends: [] };
}

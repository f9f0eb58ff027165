import type { Incident } from '../domain/incidents/judge-incident.js';
import { fillReply } from './sentences.js';
import type { Zone } from './zone.js';

/** An incident in words for an administrator: what is wrong, since when, what to do. Nothing in it is about a person. */
export interface IncidentWords extends Record<string, string | number> {
  what: string;
  remedy: string;
  since: string;
  until: string;
}

export function describeIncident(zone: Zone, incident: Incident, now: Date): IncidentWords {
  const { replies } = zone.config;
  const { detail } = incident;
  const since = instantText(zone, incident.resolvedAt ? incident.firstAt : incident.openedAt, now);
  const values = {
    since,
    count: detail.count ?? incident.count,
    place: detail.place ?? incident.key,
    address: detail.address ?? '（见日志）',
    reason: detail.reason ?? '原因见日志',
  };
  return {
    what: fillReply(replies, `incident.name-${incident.code}`, values),
    remedy: fillReply(replies, `incident.remedy-${incident.code}`, values),
    since,
    until: instantText(zone, incident.resolvedAt ?? incident.lastAt, now),
  };
}

/** 14:02 today, else 9月24日14:02. */
function instantText({ calendar }: Zone, at: Date, now: Date): string {
  const time = calendar.localTime(at);
  const day = calendar.dayOf(at);
  if (day === calendar.dayOf(now)) return time;
  const [, month, dayOfMonth] = day.split('-');
  return `${Number(month)}月${Number(dayOfMonth)}日${time}`;
}

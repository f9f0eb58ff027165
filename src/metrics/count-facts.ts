import { Counter, Histogram, type Registry } from 'prom-client';
import { assertNever } from '../shared/assert-never.js';
import type { Fact, Observer } from '../shared/observer.js';

/** Bounds in seconds: a turn takes tens of milliseconds, a call to WeCom hundreds, its longest wait is 10 s. */
const workBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** A reminder is on time within a second or two; the sweep comes every two seconds; a minute is an incident. */
const latenessBuckets = [0.5, 1, 2, 5, 10, 30, 60, 300, 3600];

/** Turns what happened into counters. Labels are codes of ours: few, and never a person. */
export function countFacts(registry: Registry): Observer {
  const registers = [registry];
  const messages = new Counter({
    name: 'gridwhistle_messages_total',
    help: 'Messages at the door, by outcome: stored, duplicate, spooled, refused, failed',
    labelNames: ['channel', 'outcome', 'reason'],
    registers,
  });
  const turns = new Counter({
    name: 'gridwhistle_turns_total',
    help: 'Messages worked on to the end, by the handler that took them or by failure',
    labelNames: ['outcome'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'gridwhistle_turn_seconds',
    help: 'Time of one turn',
    buckets: workBuckets,
    registers,
  });
  const turnFailures = new Counter({
    name: 'gridwhistle_turn_failures_total',
    help: 'Tries at a turn that failed inside the product and are repeated',
    registers,
  });
  const sends = new Counter({
    name: 'gridwhistle_sends_total',
    help: 'Calls of a channel, by the code of the refusal; ok when it was accepted',
    labelNames: ['channel', 'result'],
    registers,
  });
  const sendSeconds = new Histogram({
    name: 'gridwhistle_send_seconds',
    help: 'Time of one call of a channel',
    labelNames: ['channel'],
    buckets: workBuckets,
    registers,
  });
  const lateness = new Histogram({
    name: 'gridwhistle_reminder_lateness_seconds',
    help: 'Time between the instant of a reminder and its being given',
    buckets: latenessBuckets,
    registers,
  });
  const jobs = new Counter({
    name: 'gridwhistle_jobs_total',
    help: 'Jobs of the queue worked on',
    labelNames: ['job', 'result'],
    registers,
  });
  const jobSeconds = new Histogram({
    name: 'gridwhistle_job_seconds',
    help: 'Time of one job',
    labelNames: ['job'],
    buckets: workBuckets,
    registers,
  });
  const swept = new Counter({
    name: 'gridwhistle_sweep_found_total',
    help: 'Rows that the sweep had to find because their wake-up was lost or late',
    labelNames: ['rows'],
    registers,
  });
  const sweepFailures = new Counter({
    name: 'gridwhistle_sweep_failures_total',
    help: 'Sweeps that failed; the next one tries again',
    registers,
  });
  const lostWakeUps = new Counter({
    name: 'gridwhistle_wake_ups_lost_total',
    help: 'Wake-ups that the queue did not take',
    registers,
  });
  const tokens = new Counter({
    name: 'gridwhistle_token_refreshes_total',
    help: 'Access tokens asked for',
    labelNames: ['channel', 'result'],
    registers,
  });
  const lines = new Counter({
    name: 'gridwhistle_log_lines_total',
    help: 'Lines of the log by their code, also those below its level',
    labelNames: ['level', 'code'],
    registers,
  });

  return {
    note(fact: Fact) {
      switch (fact.what) {
        case 'message':
          return messages.inc({
            channel: fact.channel,
            outcome: fact.outcome,
            reason: fact.code ?? 'none',
          });
        case 'turn':
          turns.inc({ outcome: fact.outcome });
          return turnSeconds.observe(fact.ms / 1000);
        case 'turn-failed':
          return turnFailures.inc();
        case 'send':
          sends.inc({ channel: fact.channel, result: fact.ok ? 'ok' : fact.code });
          return sendSeconds.observe({ channel: fact.channel }, fact.ms / 1000);
        case 'reminder':
          return lateness.observe(Math.max(0, fact.lateMs) / 1000);
        case 'job':
          jobs.inc({ job: fact.job, result: fact.ok ? 'done' : 'failed' });
          return jobSeconds.observe({ job: fact.job }, fact.ms / 1000);
        case 'sweep-found':
          return swept.inc({ rows: fact.rows }, fact.count);
        case 'sweep-failed':
          return sweepFailures.inc();
        case 'wake-up-lost':
          return lostWakeUps.inc();
        case 'token':
          return tokens.inc({ channel: fact.channel, result: fact.ok ? 'ok' : 'refused' });
        case 'log-line':
          return lines.inc({ level: fact.level, code: fact.code });
        default:
          return assertNever(fact);
      }
    },
  };
}

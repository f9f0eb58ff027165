import type { Evidence } from './judge.js';

/** What a run amounted to, for the line that is printed. */
export interface Figures {
  said: number;
  accepted: number;
  stored: number;
  cases: number;
  rowsToSend: number;
  calls: number;
  troubledCalls: number;
  suppressedRepeats: number;
  rightsLost: number;
  trafficMs: number;
  settleMs: number;
  disturbed: string[];
}

export function figuresOf(
  { sent, calls, ledger }: Evidence,
  times: Pick<Figures, 'trafficMs' | 'settleMs' | 'disturbed'>,
): Figures {
  return {
    said: sent.length,
    accepted: sent.filter(({ acceptedAt }) => acceptedAt !== null).length,
    stored: ledger.inbound.length,
    cases: ledger.cases.length,
    rowsToSend: ledger.outbound.length,
    calls: calls.length,
    troubledCalls: calls.filter(({ errcode, fault }) => errcode !== 0 || fault !== undefined).length,
    suppressedRepeats: calls.filter(({ repeated }) => repeated).length,
    rightsLost: ledger.outbound.filter(({ state }) => state === 'failed').length,
    ...times,
  };
}

/** A run in one line. */
export function outline({ said, rowsToSend, calls, troubledCalls, ...figures }: Figures): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(0);
  return (
    `${said} said, ${rowsToSend} to send, ${troubledCalls} of ${calls} calls wrong, ${figures.disturbed.join('; ')}, ` +
    `${seconds(figures.trafficMs)} + ${seconds(figures.settleMs)} s`
  );
}

export function describe(figures: Figures): string[] {
  const { said, accepted, stored, cases, rowsToSend, calls, troubledCalls } = figures;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    `  ${said} said, ${accepted} got 200, ${stored} stored, ${cases} cases; ${rowsToSend} to send, ` +
      `${calls} calls, ${troubledCalls} of them went wrong, ${figures.suppressedRepeats} suppressed as repeats, ` +
      `${figures.rightsLost} cards could not be greyed`,
    `  traffic ${seconds(figures.trafficMs)}, then all done after ${seconds(figures.settleMs)}; ` +
      figures.disturbed.join('; '),
  ];
}

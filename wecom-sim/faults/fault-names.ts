/**
 * What can happen to one call of the simulated API. Nothing is done for the first group; for the second
 * the call is carried out and only its answer suffers, which a caller cannot tell from the first.
 */
export const apiFaultsBefore = [
  /** errcode -1, system busy (path/90313, wecom.md 7.1). */
  'busy',
  /** errcode 45009, too many calls (path/90313, wecom.md 7.1). */
  'rate-limited',
  /** errcode 42001, and the token that was sent is worth nothing from then on (path/91039, wecom.md 2.1). */
  'token-expired',
  /** HTTP 500, 502 or 503 with an HTML page, as something between the two sides gives it. */
  'server-error',
  /** No answer for `hangMs`, then the connection is closed. */
  'timeout-before',
  /** The connection is closed at once. */
  'drop-before',
] as const;

export const apiFaultsAfter = [
  /** The dangerous one: accepted, delivered, and the answer never comes. */
  'timeout-after',
  'drop-after',
  /** HTTP 200 with the first half of the answer. */
  'half-answer',
] as const;

export const apiFaultNames = [...apiFaultsBefore, ...apiFaultsAfter] as const;
export type ApiFault = (typeof apiFaultNames)[number];

/** What can happen to one delivery to the bot. */
export const callbackFaultNames = [
  /** Delivered once more although the bot accepted it. */
  'duplicate',
  /** Held back until a later delivery has overtaken it, or for `holdMs`. */
  'held',
  /** The connection is closed when the whole request was sent, before the answer is read; then it is repeated. */
  'lost-answer',
] as const;
export type CallbackFault = (typeof callbackFaultNames)[number];

/** An ordered fault, an errcode to refuse with, or an untroubled call. */
export type OrderedForCall = ApiFault | number | 'none';
export type OrderedForDelivery = CallbackFault | 'none';

export function strikesAfter(fault: ApiFault): fault is (typeof apiFaultsAfter)[number] {
  return apiFaultsAfter.some((each) => each === fault);
}

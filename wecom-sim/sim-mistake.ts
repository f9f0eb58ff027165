export type MistakeCode =
  | 'no-callback-url'
  | 'no-such-card'
  | 'no-such-button'
  | 'card-is-grey'
  | 'rates-above-one';

/** Whoever steers the simulator asked for something that a real client could not do. */
export class SimMistake extends Error {
  readonly code: MistakeCode;

  constructor(code: MistakeCode, message: string) {
    super(message);
    this.name = 'SimMistake';
    this.code = code;
  }
}

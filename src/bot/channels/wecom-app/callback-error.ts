import { AppError } from '../../../shared/errors.js';

/** Why a callback is refused. The web layer answers each with a 4xx and logs the code, never the content. */
export type CallbackFault =
  /** A parameter of the address is missing or given twice. */
  | 'callback-query'
  /** Neither XML nor JSON, or not the message it should be. */
  | 'callback-xml'
  /** Declares a document type or entities, which WeCom never does. */
  | 'callback-doctype'
  /** Ends before it should. */
  | 'callback-truncated'
  /** Carries no `Encrypt`: sent by somebody who does not know the key, or with encryption off. */
  | 'callback-unencrypted'
  | 'callback-signature'
  | 'callback-padding'
  /** Meant for another corp or app (Tencent's own libraries: -40005). */
  | 'callback-receiveid';

export function callbackError(fault: CallbackFault, message: string): AppError {
  return new AppError(fault, 'give-up', message);
}

/**
 * How a field is written to the log.
 * `code`: ours or a platform's, and ids; without blanks. `opaque`: the same, and may be a long number, because no person
 * chose it. `number`: counts and lengths of time. `words`: free text such as an error's, masked and cut. `error`: an
 * error as it was caught. `person`: a platform's id of somebody, hashed.
 */
export type FieldKind = 'code' | 'opaque' | 'number' | 'words' | 'error' | 'person';

/**
 * Every field the log knows. Any other is left out at run time, because nobody has thought about what may stand in it;
 * a test finds the call that names one.
 */
export const fields: Readonly<Record<string, FieldKind>> = {
  // What happened
  code: 'code',
  event: 'code',
  incident: 'code',
  outcome: 'code',
  kind: 'code',
  remedy: 'code',
  signal: 'code',
  state: 'code',
  reason: 'words',
  error: 'error',
  // Which row or call: enough to follow a message from the callback to the receipt
  request: 'code',
  message: 'code',
  conversation: 'code',
  case: 'code',
  delivery: 'code',
  deliveries: 'code',
  reminder: 'code',
  job: 'code',
  platform: 'opaque',
  key: 'code',
  // Which part
  channel: 'code',
  roles: 'code',
  path: 'opaque',
  folder: 'words',
  cluster: 'words',
  migrations: 'opaque',
  version: 'opaque',
  // How much, how long
  attempts: 'number',
  connections: 'number',
  count: 'number',
  jobs: 'number',
  passedOver: 'number',
  replayed: 'number',
  unhandled: 'number',
  unsent: 'number',
  due: 'number',
  ms: 'number',
  lateMs: 'number',
  port: 'number',
  postmaster: 'number',
  status: 'number',
  bytes: 'number',
  // Who, if it cannot be avoided: never in clear
  userid: 'person',
};

import type { Role } from './config/role.js';
import { AppError } from './shared/errors.js';

/** The error of a listen that failed, in words that help where the port is in use. */
export function explainListenError(error: unknown, role: Role, port: number): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  const name = role === 'worker' ? 'WORKER_PORT' : 'PORT';
  // Without the word the copied line would start a process that does everything.
  const words = role === 'all' ? '' : ` -- ${role}`;
  return new AppError(
    'port-taken',
    'tell-operator',
    `端口 ${port} 已被占用。请改设置 ${name}，例如：${name}=${port + 1} npm start${words}`,
  );
}

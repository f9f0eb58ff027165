import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import type { Log } from '../shared/log.js';

const statusOf: Record<string, number> = {
  'person-unknown': 404,
  'case-unknown': 404,
  'media-unknown': 404,
  'media-too-large': 413,
};

/** Every error of the API in one shape: a stable code, a sentence, and what can be done. */
export function answerErrors(log: Log) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void => {
    if (error instanceof z.ZodError) {
      const issue = error.issues[0];
      void reply.status(400).send({
        error: {
          code: 'bad-request',
          message: `${issue?.path.join('.') || '请求'}：${issue?.message ?? '不符合要求'}`,
          remedy: '对照 docs/simulator-api.md 改正后再试',
        },
      });
      return;
    }
    if (error instanceof AppError && error.remedy !== 'retry') {
      void reply
        .status(statusOf[error.code] ?? 400)
        .send({ error: { code: error.code, message: error.message, remedy: error.remedy } });
      return;
    }
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (status >= 500)
      log.error(
        { code: 'request-failed', path: request.routeOptions.url, reason: String(error) },
        'request failed',
      );
    void reply.status(status).send({
      error: {
        code: status >= 500 ? 'internal' : 'bad-request',
        message:
          status >= 500
            ? '服务器出错了'
            : status === 413
              ? '内容太大了，文件请发 20 MB 以内的'
              : error.message,
        remedy: status >= 500 ? '稍后再试；还不行请看日志' : '改正请求后再试',
      },
    });
  };
}

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readMark } from './fingerprint.mjs';
import { projectRoot } from './project-root.mjs';
import { run } from './run.mjs';
import { PrepareError, say } from './say.mjs';

const mark = 'src/store/generated/.made-from';
const sources = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'];

export const generateStep = {
  isDone: () => readMark(mark) === fingerprint(sources),
  async run() {
    say('生成数据库客户端… (prisma generate)');
    rmSync(join(projectRoot, mark), { force: true });
    const { status, output } = await run('prisma', ['generate'], {
      output: 'returned',
      env: {
        // Any executable stops Prisma from fetching its native engine, which generating never runs.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        // No question to Prisma's server whether there is a newer version.
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    });
    if (status !== 0) throw new PrepareError(`${output}\n数据库客户端没有生成。`);
    writeFileSync(join(projectRoot, mark), fingerprint(sources));
  },
};

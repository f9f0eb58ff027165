import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readMark } from './fingerprint.mjs';
import { npmCommand } from './npm-command.mjs';
import { projectRoot } from './project-root.mjs';
import { runCommand } from './run.mjs';
import { PrepareError, say } from './say.mjs';

const mark = 'node_modules/.gridwhistle/installed-from';

/** dev: tools for tests and checks are needed too. */
export function installStep({ dev }) {
  return {
    isDone() {
      if (!existsSync(join(projectRoot, 'node_modules'))) return false;
      if (readMark(mark) === fingerprint(['package-lock.json'])) return true;
      // Somebody ran npm himself: good, if it installed what the lock file names.
      if (!agreesWithLock(dev)) return false;
      if (dev) writeMark();
      return true;
    },
    async run() {
      say('安装依赖，第一次需要几分钟… (npm ci)');
      const npm = await npmCommand();
      // Compiling needs the types, which npm leaves out where NODE_ENV says production.
      const flags = [
        'ci',
        '--include=dev',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ];
      try {
        const { status } = await runCommand(npm.command, [...npm.args, ...flags], {
          env: npm.env,
          shell: npm.shell,
        });
        if (status !== 0) {
          throw new PrepareError(
            '依赖没有装上。请检查网络，或用 npm config set registry 换一个能访问的 npm 镜像，然后重试。',
          );
        }
      } finally {
        await npm.cleanUp();
      }
      writeMark();
    },
  };
}

function writeMark() {
  mkdirSync(join(projectRoot, 'node_modules/.gridwhistle'), { recursive: true });
  writeFileSync(join(projectRoot, mark), fingerprint(['package-lock.json']));
}

/** npm notes what it installed in node_modules/.package-lock.json, in the shape of the lock file. */
function agreesWithLock(dev) {
  const notes = join(projectRoot, 'node_modules/.package-lock.json');
  if (!existsSync(notes)) return false;
  const installed = JSON.parse(readFileSync(notes, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || (entry.dev && !dev)) return true;
    if (entry.devOptional && !dev) return true;
    return installed[path]?.version === entry.version && installed[path]?.integrity === entry.integrity;
  });
}

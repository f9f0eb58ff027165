// Makes a clone ready to run: install, generate, compile; only what changed since the last time.
import { compileStep } from './steps/compile.mjs';
import { generateStep } from './steps/generate.mjs';
import { installStep } from './steps/install.mjs';
import { withLock } from './steps/lock.mjs';
import { PrepareError, say } from './steps/say.mjs';

const oldestNode = [20, 19];

/**
 * build: compile to dist/. dev: the tools for tests and checks are needed too.
 * Ends the process with a message when something is missing that only the person can provide.
 */
export async function prepare({ build, dev = false }) {
  try {
    refuseOldNode(process.versions.node);
    const steps = [installStep({ dev }), generateStep, ...(build ? [compileStep] : [])];
    if (steps.every((step) => step.isDone())) return;
    await withLock(async () => {
      for (const step of steps) {
        if (!step.isDone()) await step.run();
      }
    });
    say('就绪 (ready)');
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function refuseOldNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new PrepareError(
    `需要 Node.js ${oldestNode.join('.')} 或更新的版本，现在是 ${version}。(Node.js is too old)`,
  );
}

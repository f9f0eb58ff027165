import { AppError } from '../shared/errors.js';

/** What one process does: `web` takes in and shows, `worker` works and sends, `all` does both. */
export const roles = ['all', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

const meanings: Record<Role, string> = {
  all: '全部（默认）',
  web: '只收消息、开网页',
  worker: '只办理、发送、提醒',
};

/** The role named on the command line (`npm start -- worker`), else the one of the setting ROLE. */
export function chooseRole(words: readonly string[], setting: Role): Role {
  const [word, ...more] = words;
  if (word === undefined) return setting;
  const role = roles.find((each) => each === word);
  if (role && more.length === 0) return role;
  const lines = roles.map((each) => `  npm start -- ${each.padEnd(6)}  ${meanings[each]}`);
  throw new AppError(
    'role-unknown',
    'tell-operator',
    [`不认识“${words.join(' ')}”。后面只能写这三个中的一个，或者不写：`, ...lines].join('\n'),
  );
}

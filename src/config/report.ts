import { AppError } from '../shared/errors.js';

/** One thing that is wrong in the settings or in a config file, in words for the operator. */
export interface ConfigProblem {
  /** File as the operator knows it, or 环境变量. */
  file: string;
  /** Place inside the file, such as `categories[3].lead`; empty for the file as a whole. */
  path: string;
  wrong: string;
  remedy: string;
}

/** `['categories', 3, 'lead']` → `categories[3].lead` */
export function writePath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>(
    (path, part) =>
      typeof part === 'number' ? `${path}[${part}]` : path ? `${path}.${String(part)}` : String(part),
    '',
  );
}

/** Gathers every mistake, so that the operator mends all of them before the next start and not one per start. */
export class ConfigReport {
  readonly #problems: ConfigProblem[] = [];
  readonly #warnings: ConfigProblem[] = [];

  /** A mistake: the product does not start. */
  refuse(file: string, path: readonly PropertyKey[], wrong: string, remedy: string): void {
    this.#problems.push({ file, path: writePath(path), wrong, remedy });
  }

  /** Worth knowing, but work is possible. */
  warn(file: string, path: readonly PropertyKey[], wrong: string, remedy: string): void {
    this.#warnings.push({ file, path: writePath(path), wrong, remedy });
  }

  get warnings(): string[] {
    return this.#warnings.map(writeProblem);
  }

  /** @param folder - where the config files are, for the heading */
  throwIfRefused(folder: string): void {
    if (this.#problems.length === 0) return;
    const lines = this.#problems.map((problem, index) => `${index + 1}. ${writeProblem(problem)}`);
    throw new AppError(
      'config',
      'tell-operator',
      [`配置有${lines.length}处要改，改好再启动（配置文件夹：${folder}）：`, ...lines].join('\n'),
    );
  }
}

function writeProblem({ file, path, wrong, remedy }: ConfigProblem): string {
  return `${file}${path ? `（${path}）` : ''}：${wrong}。办法：${remedy}。`;
}

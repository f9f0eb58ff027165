import { AppError } from '../../shared/errors.js';
import type { Target } from '../../store/backup/target.js';

/** A restore replaces everything: into a database that somebody uses it goes only when that was said. */
export function refuseTarget(target: Target, replace: boolean): void {
  if (target.foreign) {
    throw new AppError(
      'restore-foreign',
      'tell-operator',
      'DATABASE_URL 指的库里有别的程序的表，不能恢复到这里。请新建一个空库，改 DATABASE_URL 再恢复。',
    );
  }
  if (target.inUse > 0) {
    throw new AppError(
      'restore-in-use',
      'tell-operator',
      `网格哨还在运行（数据库上有它的${target.inUse}个连接）。请先停下所有进程（包括 worker），再恢复。`,
    );
  }
  if (target.filled.length > 0 && !replace) {
    throw new AppError(
      'restore-not-empty',
      'tell-operator',
      [
        `数据库不是空的（${target.filled.slice(0, 5).join('、')} 等${target.filled.length}张表里有内容），没有恢复。办法，二选一：`,
        '  1. 恢复到新的地方：换一个空的 DATA_DIR（或空库的 DATABASE_URL）再运行；',
        '  2. 用备份替换现在的全部内容：加 --replace。会先给现在的内容做一份备份，再要求输入辖区名称确认。',
      ].join('\n'),
    );
  }
}

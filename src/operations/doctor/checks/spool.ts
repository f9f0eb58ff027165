import { stat } from 'node:fs/promises';
import { SpoolFolder } from '../../../store/spool/spool-folder.js';
import { writeBytes } from '../../terminal.js';
import { bad, type Check, good, notice } from '../check.js';

/** Replayed within seconds once the database is back. */
const longestMs = 10 * 60_000;

export const spool: Check = {
  id: 'spool',
  title: '暂存的消息',
  async run(surroundings) {
    const folder = new SpoolFolder(surroundings.settings().dataDir);
    const refused = await stat(folder.refused).catch(() => null);
    if (refused !== null && refused.size > 0) {
      return bad(
        `有存不进数据库的消息（${folder.refused}，${writeBytes(refused.size)}）`,
        'some spooled messages can never be stored',
        '请开发人员看这个文件；里面是群众的原话，不要外传',
      );
    }
    let bytes = 0;
    let oldestMs = Date.now();
    for (const file of await folder.files()) {
      const found = await stat(file).catch(() => null);
      bytes += found?.size ?? 0;
      oldestMs = Math.min(oldestMs, found?.birthtimeMs ?? oldestMs);
    }
    if (bytes === 0) return good('没有', 'none');
    const found = `数据库连不上时收下的消息还没补进去（${writeBytes(bytes)}）`;
    const english = `${writeBytes(bytes)} of messages wait in the spool`;
    const remedy = '数据库恢复、产品在运行，几秒钟就会自动补进去；一直不减，看日志。不要删 DATA_DIR/spool';
    return Date.now() - oldestMs < longestMs ? notice(found, english, remedy) : bad(found, english, remedy);
  },
};

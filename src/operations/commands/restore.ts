import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettingsAlone } from '../../config/settings-alone.js';
import { AppError } from '../../shared/errors.js';
import { silentLog } from '../../shared/log.js';
import { projectRoot } from '../../shared/paths.js';
import { openDatabase } from '../../store/postgres/open-database.js';
import { backupFolder, backupName } from '../backup/backup-place.js';
import { writeBackup } from '../backup/write-backup.js';
import { productVersion } from '../product-version.js';
import { restore } from '../restore/restore.js';
import { tellRestored } from '../restore/tell-restored.js';
import { ask, runCommand, say } from '../terminal.js';
import { zoneName } from '../zone-name.js';

/** `npm run restore -- FILE [--replace [--yes] [--no-backup]] [--waiting-as-sent]` */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      replace: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'no-backup': { type: 'boolean', default: false },
      'waiting-as-sent': { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new AppError('restore-file', 'tell-operator', '请写要恢复的一个文件：npm run restore -- 文件');
  }
  const settings = readSettingsAlone({ root: projectRoot });
  const database = await openDatabase({
    ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl } : {}),
    dataDir: settings.dataDir,
    log: silentLog,
  });
  try {
    const restored = await restore({
      file: resolve(file),
      settings,
      database,
      root: projectRoot,
      replace: values.replace,
      waitingAsSent: values['waiting-as-sent'],
      say,
      async confirm(manifest) {
        const name = zoneName(projectRoot) ?? manifest.zone;
        if (!values.yes) {
          const typed = await ask(`现在的全部内容将被这份备份替换。确认请输入辖区名称“${name}”：`);
          if (typed !== name) return false;
        }
        if (!values['no-backup']) {
          const before = join(backupFolder(settings.dataDir), backupName(new Date()));
          say(`先备份现在的内容到 ${before}`);
          await writeBackup({
            file: before,
            database,
            mediaFolder: join(settings.dataDir, 'media'),
            configFolder: settings.configDir,
            secretsFile: null,
            zone: name,
            version: await productVersion(projectRoot),
            say,
          });
        }
        return true;
      },
    });
    if (restored === null) {
      say('没有确认，什么都没有动。');
      return 1;
    }
    return tellRestored(restored, say);
  } finally {
    await database.close();
  }
}

await runCommand('恢复', main);

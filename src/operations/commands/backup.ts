import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettingsAlone } from '../../config/settings-alone.js';
import { AppError } from '../../shared/errors.js';
import { projectRoot } from '../../shared/paths.js';
import { SpoolFolder } from '../../store/spool/spool-folder.js';
import { backupFolder, backupName, keepNewest, removeDrafts } from '../backup/backup-place.js';
import { writeBackup } from '../backup/write-backup.js';
import { openExisting } from '../open-existing.js';
import { productVersion } from '../product-version.js';
import { runCommand, say, writeBytes } from '../terminal.js';
import { zoneName } from '../zone-name.js';

/** `npm run backup [-- FILE] [-- --keep N] [-- --with-secrets]` */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'string' }, 'with-secrets': { type: 'boolean', default: false } },
  });
  const keep = readKeep(values.keep);
  const settings = readSettingsAlone({ root: projectRoot });
  const given = positionals[0];
  const file = given ? resolve(given) : join(backupFolder(settings.dataDir), backupName(new Date()));

  say(`备份到 ${file}`);
  await removeDrafts(dirname(file));
  const database = await openExisting(settings);
  try {
    const { bytes, manifest } = await writeBackup({
      file,
      database,
      mediaFolder: join(settings.dataDir, 'media'),
      configFolder: settings.configDir,
      secretsFile: values['with-secrets'] ? join(projectRoot, '.env') : null,
      zone: zoneName(projectRoot) ?? '（配置有误，名称不明）',
      version: await productVersion(projectRoot),
      say,
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    say(`备份好了：${rows}行，${manifest.media.files}个照片和语音，${writeBytes(bytes)}`);
    const { missing, changed } = manifest.media;
    if (missing > 0) say(`注意：有${missing}个照片或语音的文件不在 DATA_DIR/media 里，备份里没有它们`);
    if (changed > 0) say(`注意：有${changed}个照片或语音和收到时不一样了，磁盘可能有问题`);
    if ((await new SpoolFolder(settings.dataDir).files()).length > 0) {
      say(
        '注意：DATA_DIR/spool 里还有没补进数据库的消息，备份里没有它们；等 npm run doctor 说没有了再备份一次',
      );
    }
    say('里面有群众的话和照片，只有本账户能读；请再拷一份到别的机器上，按涉密程度保管');
  } finally {
    await database.close();
  }
  if (keep !== null) {
    for (const name of await keepNewest(dirname(file), keep)) say(`已删旧备份 ${name}`);
  }
  return 0;
}

function readKeep(text: string | undefined): number | null {
  if (text === undefined) return null;
  const keep = Number(text);
  if (Number.isInteger(keep) && keep >= 1) return keep;
  throw new AppError('backup-keep', 'tell-operator', '--keep 后面要写留几份，至少 1，例如 --keep 14');
}

await runCommand('备份', main);

import type { Check } from '../check.js';
import { administrators } from './administrators.js';
import { calendarYears } from './calendar-years.js';
import { callbackRunning } from './callback-running.js';
import { callbackSample } from './callback-sample.js';
import { clockDifference } from './clock-difference.js';
import { clockOffset } from './clock-offset.js';
import { configFiles } from './config-files.js';
import { connections } from './connections.js';
import { databaseMode } from './database-mode.js';
import { databaseReachable } from './database-reachable.js';
import { databaseVersion } from './database-version.js';
import { diskSpace } from './disk-space.js';
import { durability } from './durability.js';
import { dutyList } from './duty-list.js';
import { eventChains } from './event-chains.js';
import { gridWorkers } from './grid-workers.js';
import { migrations } from './migrations.js';
import { nodeVersion } from './node-version.js';
import { publicUrl } from './public-url.js';
import { queue } from './queue.js';
import { spool } from './spool.js';
import { storageFolder } from './storage-folder.js';
import { unconfirmed } from './unconfirmed.js';
import { overdueReminders, unhandledMessages, unsentDeliveries } from './waiting.js';
import { wecomAddresses } from './wecom-addresses.js';
import { wecomApp } from './wecom-app.js';
import { wecomToken } from './wecom-token.js';

/** In the order in which they are made: what others need comes first. */
export const checks: readonly Check[] = [
  nodeVersion,
  configFiles,
  storageFolder,
  diskSpace,
  databaseReachable,
  databaseVersion,
  migrations,
  durability,
  clockDifference,
  connections,
  queue,
  unhandledMessages,
  unsentDeliveries,
  overdueReminders,
  spool,
  eventChains,
  databaseMode,
  clockOffset,
  calendarYears,
  dutyList,
  gridWorkers,
  administrators,
  unconfirmed,
  publicUrl,
  callbackSample,
  callbackRunning,
  wecomToken,
  wecomAddresses,
  wecomApp,
];

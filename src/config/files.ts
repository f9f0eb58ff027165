import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { z } from 'zod';
import { calendarSchema } from './calendar-schema.js';
import { categoriesSchema, remindersSchema, servicesSchema } from './cases-schema.js';
import { boundariesSchema, gridsSchema } from './grids-schema.js';
import { departmentsSchema, dutySchema, staffSchema } from './people-schema.js';
import { parseConfigYaml, readConfigText } from './read-yaml.js';
import type { ConfigReport } from './report.js';
import { dangerSchema, intentsSchema, repliesSchema } from './words-schema.js';
import { zoneSchema } from './zone-schema.js';

/** Reads every file of the config folder; what cannot be read is undefined here and reported. */
export function readConfigFiles(folder: string, report: ConfigReport) {
  const hash = createHash('sha256');

  const read = <S extends z.ZodType>(name: string, schema: S): z.infer<S> | undefined => {
    const text = readConfigText(join(folder, name), name, report);
    if (text === undefined) return undefined;
    // Name and length keep two files from running into each other.
    hash.update(`${name}\0${Buffer.byteLength(text)}\0${text}`);
    return parseConfigYaml(text, schema, name, report);
  };

  const files = {
    zone: read('zone.yaml', zoneSchema),
    calendar: read('calendar.yaml', calendarSchema),
    grids: read('grids.yaml', gridsSchema)?.grids,
    boundaries: read('boundaries.yaml', boundariesSchema)?.boundaries,
    staff: read('staff.yaml', staffSchema)?.staff,
    departments: read('departments.yaml', departmentsSchema)?.departments,
    duty: read('duty.yaml', dutySchema)?.duty,
    categories: read('categories.yaml', categoriesSchema),
    services: read('services.yaml', servicesSchema)?.services,
    reminders: read('reminders.yaml', remindersSchema),
    danger: read('danger.yaml', dangerSchema),
    intents: read('intents.yaml', intentsSchema),
    replies: read('replies.yaml', repliesSchema),
  };
  return { files, fingerprint: hash.digest('hex') };
}

export type FoundFiles = ReturnType<typeof readConfigFiles>['files'];

/** The same with every file there. */
export type ConfigFiles = { [Name in keyof FoundFiles]-?: NonNullable<FoundFiles[Name]> };

export function isComplete(files: FoundFiles): files is ConfigFiles {
  return Object.values(files).every((file) => file !== undefined);
}

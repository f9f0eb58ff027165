import { existsSync } from 'node:fs';

/** Where a Chromium lies that Playwright can drive, or null; scripts/test.mjs looks in the same places. */
export function findChromium(): string | null {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return places.find((place): place is string => place !== undefined && existsSync(place)) ?? null;
}

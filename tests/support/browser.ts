import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.js';

/** A browser without a window that calls nobody by itself. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: apt-get install chromium, or set CHROMIUM_PATH');
  return chromium.launch({
    executablePath,
    // Root has no sandbox; the rest keeps the browser from calling anybody.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

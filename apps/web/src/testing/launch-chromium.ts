import { type Browser, chromium } from '@playwright/test';

/** Chromium for a file's tests, with further switches of it. */
export function launchChromium(...switches: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...switches],
  });
}

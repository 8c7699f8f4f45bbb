import { defineConfig } from '@playwright/test';

/** Flags that keep Debian's Chromium quiet on a closed network, and let it run as root in CI. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Without WebGL the terminal falls back to drawing text as text, which a test can read.
  '--disable-3d-apis',
];

export default defineConfig({
  testDir: './tests',
  outputDir: '../test-results/e2e',
  // One at a time: each test uses a real environment, and two cores run the clusters, the platform and the browser.
  workers: 1,
  fullyParallel: false,
  // Limits for a machine that does other things as well. What is awaited comes by itself, so they cost nothing where it is quick.
  timeout: 420_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  globalSetup: './global-setup.ts',
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: chromiumFlags },
  },
});

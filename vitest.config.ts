import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.ts'],
          // Some start programs, which takes seconds on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'int',
          include: ['{apps,packages}/**/*.int.test.ts', 'proofs/**/*.int.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/testkit/src/cluster.ts'],
          // Only what hangs for good should meet them: on a loaded host the same test has taken ten times as long.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Most of their time they wait for an engine, a cluster or a lock to expire, not for a processor.
          maxWorkers: 2,
        },
      },
    ],
  },
});

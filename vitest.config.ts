import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.ts'],
          // Some start programs, which takes seconds on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'int',
          include: ['{apps,packages}/**/*.int.test.ts', 'proofs/**/*.int.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['packages/testkit/src/cluster.ts'],
          // Only what hangs for good should meet them: on a busy disk a single snapshot has taken half a minute, and some tests take a dozen.
          testTimeout: 900_000,
          hookTimeout: 600_000,
          // Most of their time they wait for an engine, a cluster or a lock to expire, not for a processor.
          maxWorkers: 2,
        },
      },
    ],
  },
});

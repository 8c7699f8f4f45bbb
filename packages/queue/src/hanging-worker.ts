import { jobs } from '@springboard/contracts/jobs.ts';
import { createDatabase } from '@springboard/db/client.ts';
import type { Handlers } from './worker.ts';
import { startWorker } from './worker.ts';

/** For a test: a worker in a process of its own that takes a grading job, says so, and never ends it. */
const url = process.env.DATABASE_URL ?? '';
const quiet = () => {};
const nothing = async () => {};
const idle = Object.fromEntries(Object.keys(jobs).map((name) => [name, nothing])) as unknown as Handlers;
const handlers: Handlers = {
  ...idle,
  'attempt.watch': async () => {},
  'attempt.grade': async () => {
    process.send?.('taken');
    await new Promise(() => {});
  },
};
await startWorker({
  db: createDatabase(url).db,
  url,
  handlers,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { withBuildLock } from './lock.ts';

it('a build that is cancelled keeps the lock until it has cleared up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'lock');
  const abort = new AbortController();
  const cleared = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const events: string[] = [];
  const first = withBuildLock(
    async () => {
      begun.resolve();
      await cleared.promise;
      events.push('first cleared up');
    },
    { file, signal: abort.signal },
  );
  await begun.promise;
  abort.abort();
  const waits = Promise.withResolvers<void>();
  const second = withBuildLock(async () => void events.push('second began'), { file, onWait: waits.resolve });
  await waits.promise;
  cleared.resolve();
  await Promise.all([first, second]);
  expect(events).toEqual(['first cleared up', 'second began']);
});

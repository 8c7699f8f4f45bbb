import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ImageBuildError } from './errors.ts';

/** One build at a time on a machine: the engine's images belong to all installations on it. */
const LOCK_FILE = '/run/lock/springboard-images.lock';

/**
 * Runs `work` while holding the machine's build lock. The kernel gives the lock back when this process ends, however
 * it ends.
 * @param onWait called once if another process has the lock.
 */
export async function withBuildLock<T>(
  work: () => Promise<T>,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onWait?: () => void;
    readonly file?: string;
  },
): Promise<T> {
  const file = options.file ?? LOCK_FILE;
  await mkdir(dirname(file), { recursive: true });
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const failed = once(holder, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => {});
  const held = Promise.race([once(holder.stdout, 'data'), failed]);
  const waiting = setTimeout(() => options.onWait?.(), 200);
  const cancel = () => holder.kill();
  options.signal?.addEventListener('abort', cancel, { once: true });
  try {
    await Promise.race([held, once(holder, 'exit')]);
    if (options.signal?.aborted) throw new ImageBuildError('cancelled', 'The image build was cancelled.');
    if (holder.exitCode !== null) throw new ImageBuildError('failed', `Cannot lock ${file}.`);
    clearTimeout(waiting);
    // From here on the lock is given back by the end of the work, cancelled or not: what is cancelled still clears up.
    options.signal?.removeEventListener('abort', cancel);
    return await work();
  } finally {
    clearTimeout(waiting);
    options.signal?.removeEventListener('abort', cancel);
    holder.stdin.end();
  }
}

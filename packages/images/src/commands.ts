import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { ImageBuildError } from './errors.ts';

export interface CommandOptions {
  readonly signal?: AbortSignal | undefined;
  /** Everything the command prints goes here. */
  readonly log?: Writable | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly input?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs a command to its end and returns what it wrote to standard output.
 * It dies with this process, even if this process is killed.
 * @throws ImageBuildError `cancelled` by the signal, otherwise `failed` with the last lines of its error output.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { signal, log, onLine } = options;
  if (signal?.aborted) throw new ImageBuildError('cancelled', 'The image build was cancelled.');
  log?.write(`$ ${[command, ...args].join(' ')}\n`);
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
    detached: true,
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');

  let stdout = '';
  const tail: string[] = [];
  const follow = (keep: boolean) => {
    let rest = '';
    return (chunk: string) => {
      log?.write(chunk);
      if (keep) stdout += chunk;
      const lines = (rest + chunk).split(/[\r\n]+/);
      rest = lines.pop() ?? '';
      for (const line of lines.map((text) => text.trim()).filter(Boolean)) {
        tail.push(line);
        if (tail.length > 12) tail.shift();
        onLine?.(line);
      }
    };
  };
  child.stdout.setEncoding('utf8').on('data', follow(true));
  child.stderr.setEncoding('utf8').on('data', follow(false));

  let timedOut = false;
  const end = () => {
    try {
      // Nothing gentler: `unshare` ignores it, and what is left over is removed anyhow.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  signal?.addEventListener('abort', end, { once: true });
  const limit =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          end();
        }, options.timeoutMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (signal?.aborted) throw new ImageBuildError('cancelled', 'The image build was cancelled.');
    if (timedOut) throw new ImageBuildError('failed', `${command} took longer than ${options.timeoutMs} ms.`);
    if (code !== 0) {
      throw new ImageBuildError(
        'failed',
        `${command} ended with ${code ?? 'a signal'}: ${tail.slice(-4).join(' | ')}`,
      );
    }
    return stdout;
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener('abort', end);
  }
}

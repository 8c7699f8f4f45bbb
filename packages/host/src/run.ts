import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** After so many milliseconds the program is killed and `code` is 124. */
  readonly timeoutMs?: number;
  readonly cwd?: string;
  /** Called with each line as it comes, of both streams. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  /** 127 when the program is not there, 124 when its time was up. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and collects its output. Never throws: that a program is missing is an answer. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let timedOut = false;
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, options.timeoutMs);
  const collect = (stream: NodeJS.ReadableStream | null) => {
    const chunks: string[] = [];
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      chunks.push(chunk);
      if (!options.onLine) return;
      const lines = (rest + chunk).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine(line);
    });
    return () => chunks.join('');
  };
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: timedOut ? 124 : (code ?? 1), stdout: stdout(), stderr: stderr() };
  } catch (error) {
    return { code: 127, stdout: '', stderr: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** A step of set-up went wrong. The message says what happened, what was kept and what to do. */
export class HostError extends Error {
  override readonly name = 'HostError';
}

/** Runs as root: directly, or through sudo (which may ask for a password on the terminal). */
export async function runAsRoot(command: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  if (process.getuid?.() === 0) return run(command, options);
  const env = Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`);
  const ask = process.stdin.isTTY ? [] : ['-n'];
  return run(['sudo', ...ask, '--', 'env', ...env, ...command], options);
}

/** As `runAsRoot`, for steps that must succeed: throws `HostError` with the last words of the program. */
export async function mustRunAsRoot(
  command: readonly string[],
  what: string,
  remedy: string,
  options: RunOptions = {},
): Promise<string> {
  const result = await runAsRoot(command, options);
  if (result.code === 0) return result.stdout;
  const lastWords = (result.stderr || result.stdout).trim().split('\n').slice(-6).join('\n  ');
  throw new HostError(
    `${what} failed (${command.join(' ')} ended with ${result.code}):\n  ${lastWords}\n${remedy}`,
  );
}

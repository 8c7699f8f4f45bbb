import { spawn } from 'node:child_process';
import type { ExecRequest, ExecResult } from './driver.ts';

/** Runs a program on *this* machine under the rules of `EnvironmentDriver.exec`; only for the fake driver's own tests. */
export function execLocally(request: ExecRequest): Promise<ExecResult> {
  const started = performance.now();
  const limit = request.maxOutputBytes ?? 256 * 1024;
  const [program = '', ...args] = request.command;
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...request.env },
    detached: true, // A process group of its own, so that all of it can be killed.
    stdio: 'pipe',
  });
  let timedOut = false;
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      // It has just ended by itself, and its output is still being read.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, request.timeoutMs);
  request.signal?.addEventListener('abort', kill, { once: true });
  const stdout = collect(child.stdout, limit);
  const stderr = collect(child.stderr, limit);
  child.stdin.on('error', () => undefined);
  child.stdin.end(request.stdin ?? '');
  const { promise, resolve } = Promise.withResolvers<ExecResult>();
  const finish = (exitCode: number | null) => {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', kill);
    resolve({
      exitCode,
      stdout: stdout.bytes(),
      stderr: stderr.bytes(),
      timedOut,
      truncated: stdout.truncated() || stderr.truncated(),
      durationMs: performance.now() - started,
    });
  };
  child.once('error', () => finish(127));
  child.once('close', (code) => finish(code));
  return promise;
}

function collect(stream: NodeJS.ReadableStream, limit: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  let seen = 0;
  stream.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    const kept = chunk.subarray(0, limit - size);
    size += kept.length;
    if (kept.length > 0) chunks.push(kept);
  });
  return { bytes: () => Buffer.concat(chunks), truncated: () => seen > limit };
}

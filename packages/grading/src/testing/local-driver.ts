import { spawn } from 'node:child_process';
import { DriverError, type ExecRequest, type ExecResult } from '@springboard/environments/driver.ts';

/**
 * `exec` of a driver whose only node is this machine: real shells, real signals, no engine. For tests of grading.
 * `fail` makes the next calls throw.
 */
export class LocalDriver {
  readonly requests: ExecRequest[] = [];
  fail: DriverError | undefined;

  async exec(_environmentId: string, _node: string, request: ExecRequest): Promise<ExecResult> {
    this.requests.push(request);
    if (this.fail) throw this.fail;
    const start = performance.now();
    const limit = request.maxOutputBytes ?? 256 * 1024;
    const [program = '', ...args] = request.command;
    const child = spawn(program, args, { env: request.env ?? {}, detached: true });
    const kill = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    let timedOut = false;
    let truncated = false;
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, request.timeoutMs);
    request.signal?.addEventListener('abort', kill, { once: true });
    const collect = (stream: NodeJS.ReadableStream) => {
      let bytes = Buffer.alloc(0);
      stream.on('data', (chunk: Buffer) => {
        const all = Buffer.concat([bytes, chunk]);
        truncated ||= all.length > limit;
        bytes = all.subarray(0, limit);
      });
      return () => new Uint8Array(bytes);
    };
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    child.stdin.on('error', () => {});
    child.stdin.end(request.stdin ?? '');
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', kill);
    if (request.signal?.aborted) throw new DriverError('cancelled', 'exec was cancelled');
    return {
      exitCode: timedOut ? null : exitCode,
      stdout: stdout(),
      stderr: stderr(),
      timedOut,
      truncated,
      durationMs: performance.now() - start,
    };
  }
}

import { DriverError, type ExecRequest, type ExecResult } from '@springboard/environments/driver.ts';
import { z } from 'zod';
import type { IncusClient } from './client.ts';
import { ExecStreams } from './exec-streams.ts';
import type { InstanceExecPost, Operation } from './incus-types.ts';

/** Bytes kept of each output stream when the request names no limit. */
const defaultMaxOutputBytes = 256 * 1024;

/** The node ends the program at its time limit by itself; the driver steps in so many milliseconds later. */
const graceMs = 1_000;

/** After the driver stepped in, the engine has so many milliseconds to end the operation before it is left behind. */
const abandonMs = 5_000;

const ExecMetadata = z.object({
  fds: z.object({ 0: z.string(), 1: z.string(), 2: z.string(), control: z.string() }),
});
const ExecReturn = z.object({ return: z.number().int() });

/**
 * Wraps a program so that its whole process group dies at the time limit, and also when the outer shell dies, which is what
 * the engine kills when the driver's connection goes away. `timeout` makes the group, and kills it on SIGALRM; coreutils and
 * util-linux are essential on Debian.
 */
export function guarded(command: readonly string[], timeoutMs: number): string[] {
  // The outer shell's own "Killed" must not look like the program's.
  const script =
    'exec 3>&2 2>/dev/null; (exec /usr/bin/setpriv --pdeathsig ALRM /usr/bin/timeout -s KILL "$0" "$@" 2>&3 3>&-); exit $?';
  return ['/bin/sh', '-c', script, (timeoutMs / 1000).toFixed(3), ...command];
}

/** Runs a program in an instance through the engine's exec channel. Errors are those of the client. */
export async function execInInstance(
  client: IncusClient,
  project: string,
  instance: string,
  request: ExecRequest,
): Promise<ExecResult> {
  const started = performance.now();
  request.signal?.throwIfAborted();
  const body: InstanceExecPost = {
    command: guarded(request.command, request.timeoutMs),
    environment: { ...request.env },
    'wait-for-websocket': true,
    interactive: false,
  };
  const path = `/1.0/instances/${instance}/exec`;
  const { operation, finished } = await client.start('POST', path, body, { project, kind: 'unlimited' });
  const { fds } = ExecMetadata.parse(operation.metadata);
  const streams = new ExecStreams((fd) => client.openStream(operation, fds[fd]));
  const limit = request.maxOutputBytes ?? defaultMaxOutputBytes;
  const stdout = streams.collect(1, limit);
  const stderr = streams.collect(2, limit);
  streams.writeAll(request.stdin ?? '');

  const abandon = Promise.withResolvers<undefined>();
  let timedOut = false;
  const kill = () => {
    streams.kill();
    setTimeout(() => abandon.resolve(undefined), abandonMs).unref();
  };
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, request.timeoutMs + graceMs);
  request.signal?.addEventListener('abort', kill, { once: true });
  if (request.signal?.aborted === true) kill();
  try {
    const returned = await Promise.race([finished().then(returnOf, startFailure), abandon.promise]);
    if (returned !== undefined && (await Promise.race([streams.drained(), abandon.promise])) === false) {
      throw new DriverError('unreachable', 'The connection broke before all output had arrived.');
    }
    const durationMs = performance.now() - started;
    const code = request.signal?.aborted === true ? null : exitCode(returned);
    return {
      exitCode: code,
      stdout: stdout.bytes(),
      stderr: stderr.bytes(),
      timedOut:
        timedOut || (code === null && request.signal?.aborted !== true && durationMs >= request.timeoutMs),
      truncated: stdout.truncated || stderr.truncated,
      durationMs,
    };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', kill);
    streams.close();
  }
}

function returnOf(operation: Operation): number {
  return ExecReturn.parse(operation.metadata).return;
}

/** Incus takes a shell's 126 and 127 for failures of its own to start the program. */
function startFailure(error: unknown): number {
  const text = error instanceof Error ? error.message : '';
  if (/command not executable/i.test(text)) return 126;
  if (/command not found/i.test(text)) return 127;
  throw error;
}

/** A shell's convention, which `timeout` and Incus share: 128 + n is a death by signal n. -1: the engine could not tell. */
function exitCode(returned: number | undefined): number | null {
  if (returned === undefined || returned < 0 || (returned > 128 && returned <= 192)) return null;
  return returned;
}

/** A program was killed by something else than its time limit, such as the end of its node. */
export class ProgramKilledError extends DriverError {}

/** Standard output of a program that has to succeed; throws `failed` with what it wrote to standard error. */
export async function outputOf(
  client: IncusClient,
  project: string,
  instance: string,
  request: ExecRequest,
): Promise<string> {
  const result = await execInInstance(client, project, instance, request);
  if (result.exitCode === 0) return Buffer.from(result.stdout).toString('utf8');
  request.signal?.throwIfAborted();
  const said = Buffer.from(result.stderr).toString('utf8').trim().slice(-600);
  const program = `${request.command[0]} on ${instance}`;
  const why = said === '' ? '' : `: ${said}`;
  if (result.timedOut)
    throw new DriverError('failed', `${program} did not end within ${request.timeoutMs} ms${why}`);
  if (result.exitCode === null) throw new ProgramKilledError('failed', `${program} was killed${why}`);
  throw new DriverError('failed', `${program} ended with ${result.exitCode}${why}`);
}

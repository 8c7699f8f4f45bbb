import { spawn } from 'node:child_process';
import { endProcess, endWithUs } from '../end-process.ts';
import { within } from '../within.ts';

/** A program that starts is ready within so long, in milliseconds. */
const readyWithinMs = 60_000;

/** A program of somebody else's that serves. */
export interface Started {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts it and waits until it prints `ready`. Throws with what it printed when it ends instead, or is not ready within a minute. */
export async function startProgram(
  command: string,
  args: readonly string[],
  ready: RegExp,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Started> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithUs(child);
  let printed = '';
  const started = new Promise<void>((resolve, reject) => {
    const look = (data: Buffer) => {
      // Its log goes on for as long as it is used; only the beginning is looked at.
      if (printed.length > 20_000) return;
      printed += data.toString();
      if (ready.test(printed)) resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${command} ended with ${code}: ${printed}`)));
  });
  try {
    await within(readyWithinMs, `the start of ${command}`, started);
  } catch (error) {
    await endProcess(child);
    throw error;
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start`);
  return { pid, stop: () => endProcess(child) };
}

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { incusd, lxcfsState, processesOf } from '../facts/engine.ts';
import { HostError, mustRunAsRoot, runAsRoot } from '../run.ts';
import { engineApi } from './api.ts';

export interface DaemonPaths {
  /** Incus's own folder, `/var/lib/incus`; another one for tests. */
  readonly folder: string;
  readonly log: string;
}

export const systemDaemon: DaemonPaths = { folder: '/var/lib/incus', log: '/var/log/incus/incusd.log' };

const startWithinMs = 120_000;

/** Whether the daemon of this folder answers. */
export async function answers(paths: DaemonPaths): Promise<boolean> {
  try {
    await engineApi({ kind: 'local', socket: join(paths.folder, 'unix.socket') }, 5000).call('GET', '/1.0');
    return true;
  } catch {
    return false;
  }
}

/** Starts a program that outlives us: session of its own, nothing inherited, output to a file. */
async function startDetached(
  command: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  if (process.getuid?.() !== 0) {
    const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    const script = 'mkdir -p "$(dirname "$0")" && setsid --fork "$@" >>"$0" 2>&1 </dev/null';
    await mustRunAsRoot(
      ['sh', '-c', script, log, 'env', ...assignments, ...command],
      'Starting the engine',
      'See its log.',
    );
    return;
  }
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a', 0o640);
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    env: { PATH: process.env.PATH, HOME: '/root', LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', output, output],
  });
  child.on('error', () => {});
  closeSync(output);
  child.unref();
}

/** lxcfs shows nodes their own memory and load; a killed one leaves a dead mount behind, which is removed first. */
export async function ensureLxcfs(): Promise<void> {
  const state = await lxcfsState();
  if (state === 'serving') return;
  if (state === 'dead') await runAsRoot(['umount', '-l', '/var/lib/lxcfs']);
  await runAsRoot(['mkdir', '-p', '/var/lib/lxcfs']);
  await startDetached(['lxcfs', '/var/lib/lxcfs'], '/var/log/incus/lxcfs.log');
  for (let waited = 0; waited < 5000; waited += 100) {
    if ((await lxcfsState()) === 'serving') return;
    await pause(100);
  }
}

/** Last lines of the daemon's log, for a message. */
async function lastWords(paths: DaemonPaths): Promise<string> {
  return (await runAsRoot(['tail', '-n', '8', paths.log])).stdout.trim();
}

async function becomesReady(paths: DaemonPaths, report: (text: string) => void): Promise<boolean> {
  const began = Date.now();
  while (Date.now() - began < startWithinMs) {
    if (await answers(paths)) return true;
    const seconds = Math.round((Date.now() - began) / 1000);
    if (seconds > 10) report(`waiting for the engine, ${seconds} s`);
    await pause(150);
  }
  return false;
}

/** Ends a daemon that has not answered for long. Its containers go on; the next daemon takes them up. */
async function endStuckDaemon(report: (text: string) => void): Promise<void> {
  report('the engine does not answer; it is started again');
  for (const signal of ['-TERM', '-KILL']) {
    for (const pid of processesOf(incusd)) await runAsRoot(['kill', signal, String(pid)]);
    for (let waited = 0; waited < 10_000 && processesOf(incusd).length > 0; waited += 200) await pause(200);
  }
}

async function waitUntilReady(paths: DaemonPaths, report: (text: string) => void): Promise<void> {
  if (await becomesReady(paths, report)) return;
  throw new HostError(
    `Incus did not answer within ${startWithinMs / 1000} s. Environments and images are kept.\nThe last lines of ${paths.log}:\n${await lastWords(paths)}`,
  );
}

/**
 * Makes sure that the daemon runs and answers, whatever happened since it was last seen. Under systemd its units are
 * started; elsewhere it is started as a daemon of its own that outlives us. Returns what was done.
 */
export async function ensureDaemon(
  init: 'systemd' | 'other',
  report: (text: string) => void,
  paths: DaemonPaths = systemDaemon,
): Promise<'running' | 'started'> {
  if (await answers(paths)) {
    if (init === 'other') await ensureLxcfs();
    return 'running';
  }
  if (init === 'systemd') {
    await mustRunAsRoot(
      ['systemctl', 'start', 'lxcfs.service', 'incus.socket', 'incus.service'],
      'Starting Incus',
      'See `journalctl -u incus`; environments and images are kept.',
    );
    await waitUntilReady(paths, report);
    return 'started';
  }
  await ensureLxcfs();
  if (paths.folder === systemDaemon.folder && processesOf(incusd).length > 0) {
    // It is starting, or stuck: it gets the time a start may take, then a new one takes its place.
    if (await becomesReady(paths, report)) return 'running';
    await endStuckDaemon(report);
  }
  await startDetached([incusd, '--group', 'incus-admin', '--logfile', paths.log], `${paths.log}.out`, {
    INCUS_DIR: paths.folder,
  });
  await waitUntilReady(paths, report);
  return 'started';
}

/** Stops the daemon and, with it, all its environments. */
export async function stopDaemon(
  init: 'systemd' | 'other',
  paths: DaemonPaths = systemDaemon,
): Promise<void> {
  if (init === 'systemd') {
    await runAsRoot(['systemctl', 'stop', 'incus.service', 'incus.socket']);
    return;
  }
  if (await answers(paths)) {
    await runAsRoot([incusd, 'shutdown', '--timeout', '60'], {
      env: { INCUS_DIR: paths.folder },
      timeoutMs: 90_000,
    });
  }
  if (paths.folder !== systemDaemon.folder) return;
  await runAsRoot(['umount', '-l', '/var/lib/lxcfs']);
}

import { readFileSync } from 'node:fs';
import type ssh2 from 'ssh2';
import type { Size } from '../../common/limits.ts';
import { HeldShell } from './held-shell.ts';

/** Milliseconds for a holder to start or to be found: Python and systemd answer in a tenth of a second, and a node may be busy booting. */
const startedWithinMs = 10_000;
/** Milliseconds for a holder to say who it is. */
const helloWithinMs = 5_000;
/** Bytes of what is said around the answer (somebody's `.bashrc` may speak); the answer is the last line. */
const mostSaid = 8 * 1024;

const program = readFileSync(new URL('./holder.py', import.meta.url));
const python = '/usr/bin/python3';
/**
 * A scope of its own keeps the shell out of sshd's unit: a program that takes all memory then does not end the way to the
 * node. Without default dependencies it lives as long as sshd's own sessions when the node goes down, so that a reboot looks
 * like a lost node and not like the end of the shell.
 */
const scope = 'systemd-run --quiet --scope --collect -p DefaultDependencies=no -p OOMPolicy=continue --';

/** A shell cannot be held on this node. The message says why, for the log. */
export class NotHeld extends Error {
  override readonly name = 'NotHeld';
}

export interface Held {
  readonly shell: HeldShell;
  readonly id: string;
  /** It ran already. Else it was started for this, with the size that was given. */
  readonly found: boolean;
}

/** Finds the shell that is held at `socket` on the node, or starts one there. Throws `NotHeld` when the node cannot hold one. */
export async function hold(client: ssh2.Client, socket: string, size: Size): Promise<Held> {
  const found = await findOrStart(client, socket, size);
  try {
    return { ...(await attachTo(client, socket)), found };
  } catch (error) {
    if (!found) throw error;
    // It ended just when it was found: the next one is a new one.
    return { found: await findOrStart(client, socket, size), ...(await attachTo(client, socket)) };
  }
}

async function findOrStart(client: ssh2.Client, socket: string, size: Size): Promise<boolean> {
  const said = await within(startedWithinMs, runHolder(client, socket, size));
  if (said !== 'found' && said !== 'started') throw new NotHeld(`the holder was not started: ${said}`);
  return said === 'found';
}

async function attachTo(client: ssh2.Client, socket: string): Promise<{ shell: HeldShell; id: string }> {
  const shell = await within(helloWithinMs, connectTo(client, socket));
  try {
    const id = await within(helloWithinMs, shell.id);
    shell.attach();
    return { shell, id };
  } catch (error) {
    shell.leave();
    throw error;
  }
}

/** What a node is asked to run. Feeding the program leaves nothing of ours on its disk, and nothing of another version. */
export function holderCommand(socket: string, { columns, rows }: Size): string {
  const start = `hold() { "$@" ${python} -IS - ${socket} ${columns} ${rows}; }`;
  return `exec sh -c '${start}; [ -d /run/systemd/system ] && hold ${scope} || hold'`;
}

/** Answers the last line that was printed, or what went wrong. */
function runHolder(client: ssh2.Client, socket: string, size: Size): Promise<string> {
  return new Promise((resolve, reject) => {
    client.exec(holderCommand(socket, size), (error, channel) => {
      if (error) {
        reject(new NotHeld(`nothing can be run: ${error.message}`));
        return;
      }
      let said = '';
      let complained = '';
      channel.on('data', (data: Buffer) => {
        said = (said + data.toString()).slice(-mostSaid);
      });
      channel.stderr.on('data', (data: Buffer) => {
        complained = (complained + data.toString()).slice(-mostSaid);
      });
      channel.on('error', () => {});
      channel.on('close', () => resolve(lastLine(said) || lastLine(complained) || 'it said nothing'));
      channel.end(program);
    });
  });
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

function connectTo(client: ssh2.Client, socket: string): Promise<HeldShell> {
  return new Promise((resolve, reject) => {
    client.openssh_forwardOutStreamLocal(socket, (error, channel) => {
      if (error) reject(new NotHeld(`the holder cannot be reached: ${error.message}`));
      else resolve(new HeldShell(channel));
    });
  });
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new NotHeld(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

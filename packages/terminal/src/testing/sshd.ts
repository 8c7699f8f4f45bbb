import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real sshd of its own on a loopback port, with keys made for it: what a node is to a terminal. */
export interface TestSshd {
  readonly port: number;
  readonly hostKey: string;
  readonly privateKey: string;
  /** Where its held shells have their sockets; `stop` ends them. */
  readonly heldIn: string;
  /** Lets this public key log in as well. */
  authorize(publicKey: string): Promise<void>;
  connect(): Promise<Socket>;
  /** Breaks every connection made through `connect`, as a network does. */
  cut(): void;
  /** Kills what serves the connections, so that the node's side ends them, as a restart of the node does. */
  killSessions(): Promise<void>;
  /** Kills what holds the shells, which ends them. */
  endShells(): Promise<void>;
  /** Has everything that serves the connections stand still, or go on: all that is seen of a frozen node. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  stop(): Promise<void>;
}

/** Stands for root's login shell: one without login files, or what is to be run. */
const shellScript = `#!/bin/sh
exec env PS1='\\u@\\h:\\w# ' /bin/bash --noprofile --norc
`;
const forcedCommand = (shell: string) => `#!/bin/sh
export SHELL=${shell}
[ -z "$SSH_ORIGINAL_COMMAND" ] || exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
exec ${shell}
`;

/** A port of the loopback address that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

async function descendantsOf(pid: number | undefined): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.trim().split(' ').filter(Boolean).map(Number);
  return [...children, ...(await Promise.all(children.map(descendantsOf))).flat()];
}

function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      // It has ended since it was listed.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Kills the holders of shells, as the end of a node does; the shells are hung up. */
async function endHeld(folder: string): Promise<void> {
  for (const entry of await readdir('/proc')) {
    const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(`\0${folder}/`)) signal([Number(entry)], 'SIGKILL');
  }
}

/** What shells it has: a bash without login files; or, `plain`, root's own, and sftp. */
export interface SshdOptions {
  readonly plain?: boolean;
}

/** Starts it; needs root, Debian's openssh-server, and its python3 for shells that are held. Resolves when it takes connections. */
export async function startSshd({ plain = false }: SshdOptions = {}): Promise<TestSshd> {
  if (process.getuid?.() !== 0) throw new Error('these tests log in as root, so they must run as root');
  const folder = await mkdtemp(join(tmpdir(), 'springboard-sshd-'));
  const key = async (name: string) => {
    const path = join(folder, name);
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'springboard-test', '-f', path]);
    return path;
  };
  const hostKey = await key('host');
  const userKey = await key('user');
  const port = await freePort();
  const config = join(folder, 'sshd_config');
  const heldIn = join(folder, 'held');
  const script = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o755 });
    return path;
  };
  const forced = await script('forced', forcedCommand(await script('shell', shellScript)));
  await mkdir('/run/sshd', { recursive: true });
  await writeFile(
    config,
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${hostKey}
AuthorizedKeysFile ${userKey}.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PidFile none
AcceptEnv LANG LC_* COLORTERM
MaxSessions 20
PrintLastLog no
PrintMotd no
# The login files of whoever runs the tests are none of their business: they may be slow, or wait for something. The
# login shell that starts the command reads them, too, hence another home.
SetEnv HOME=${folder}
${plain ? 'Subsystem sftp internal-sftp' : `ForceCommand ${forced}`}
`,
  );
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    sshd.on('error', () => reject(new Error('there is no /usr/sbin/sshd: apt-get install openssh-server')));
    sshd.on('exit', () => reject(new Error(`sshd ended: ${printed}`)));
    sshd.stderr.on('data', (data: Buffer) => {
      printed += data.toString();
      if (printed.includes('Server listening')) resolve();
    });
  });
  const open = new Set<Socket>();
  return {
    port,
    hostKey: await readFile(`${hostKey}.pub`, 'utf8'),
    privateKey: await readFile(userKey, 'utf8'),
    heldIn,
    endShells: () => endHeld(heldIn),
    authorize: (publicKey) => appendFile(`${userKey}.pub`, `${publicKey.trim()}\n`),
    connect: async () => {
      const socket = await dial(port);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      return socket;
    },
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    killSessions: async () => {
      const children = await readFile(`/proc/${sshd.pid}/task/${sshd.pid}/children`, 'utf8');
      signal(children.trim().split(' ').filter(Boolean).map(Number), 'SIGKILL');
    },
    freeze: async () => signal(await descendantsOf(sshd.pid), 'SIGSTOP'),
    thaw: async () => signal(await descendantsOf(sshd.pid), 'SIGCONT'),
    stop: async () => {
      signal(await descendantsOf(sshd.pid), 'SIGCONT');
      for (const socket of open) socket.destroy();
      await endHeld(heldIn);
      // A Ctrl-C at the terminal of whoever started it has ended it already.
      if (sshd.exitCode === null && sshd.signalCode === null) {
        const ended = once(sshd, 'exit');
        sshd.kill();
        await ended;
      }
      // Shells that are ending may still put something there.
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

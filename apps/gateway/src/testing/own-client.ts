import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a program said, and how it ended: by a code, or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Somebody's computer with OpenSSH's programs, a key, and a folder of its own; nothing of the host's settings and agents is used. */
export class OwnClient {
  readonly folder = mkdtempSync(join(tmpdir(), 'springboard-client-'));
  readonly #running: ChildProcessWithoutNullStreams[] = [];

  constructor(type = 'ed25519') {
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      type,
      '-N',
      '',
      '-C',
      'lena@laptop',
      '-f',
      join(this.folder, 'key'),
    ]);
  }

  /** The line of the `.pub` file. */
  get line(): string {
    return readFileSync(join(this.folder, 'key.pub'), 'utf8');
  }

  /** Trusts this host key, and writes the settings that all programs are given. */
  configure(port: number, hostKey: string, more: readonly string[] = []): void {
    writeFileSync(join(this.folder, 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`);
    const settings = [
      'Host *',
      'HostName 127.0.0.1',
      `Port ${port}`,
      `IdentityFile ${join(this.folder, 'key')}`,
      'IdentitiesOnly yes',
      'IdentityAgent none',
      'BatchMode yes',
      `UserKnownHostsFile ${join(this.folder, 'known_hosts')}`,
      'GlobalKnownHostsFile /dev/null',
      'StrictHostKeyChecking yes',
      'LogLevel ERROR',
      'SendEnv LANG LC_* COLORTERM',
      ...more,
    ];
    writeFileSync(join(this.folder, 'config'), settings.join('\n'));
  }

  /** Starts one of the programs with these settings. */
  start(
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): ChildProcessWithoutNullStreams {
    const child = spawn(program, ['-F', join(this.folder, 'config'), ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...env },
    });
    this.#running.push(child);
    return child;
  }

  /** Runs one of the programs to its end. */
  async run(
    program: 'ssh' | 'scp' | 'sftp',
    args: readonly string[],
    { input = '', env = {} }: { input?: string | Buffer; env?: Record<string, string> } = {},
  ): Promise<Ended> {
    return ended(this.start(program, args, env), input);
  }

  /** A command in a terminal of its own, as `script` makes one: `ssh` in it has a real pseudo-terminal. */
  async inTerminal(command: string, input = ''): Promise<Ended> {
    const child = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    });
    this.#running.push(child);
    return ended(child, input, false);
  }

  /** Ends what still runs and removes the folder. */
  async close(): Promise<void> {
    for (const child of this.#running) if (child.exitCode === null) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }
}

async function ended(
  child: ChildProcessWithoutNullStreams,
  input: string | Buffer,
  closeInput = true,
): Promise<Ended> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stderr.on('data', (data: Buffer) => err.push(data));
  child.stdin.on('error', () => {});
  if (closeInput) child.stdin.end(input);
  else child.stdin.write(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

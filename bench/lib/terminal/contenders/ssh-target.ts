import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';

/** The one sshd behind everything that is measured, and what OpenSSH's client needs to log in there as Springboard does. */
export interface SshTarget {
  readonly sshd: TestSshd;
  /** A folder of the benchmark's own, removed at the end. */
  readonly folder: string;
  /** Arguments of `ssh` for those that start it: key, pinned host key, nobody's configuration. */
  readonly keyFile: string;
  readonly knownHosts: string;
  /** Ends all shells and connections: whoever failed has left some. */
  endLogins(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTarget(): Promise<SshTarget> {
  const [sshd, folder] = await Promise.all([startSshd(), mkdtemp(join(tmpdir(), 'springboard-bench-'))]);
  const keyFile = join(folder, 'key');
  const knownHosts = join(folder, 'known_hosts');
  await writeFile(keyFile, sshd.privateKey, { mode: 0o600 });
  await writeFile(knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKey}`);
  return {
    sshd,
    folder,
    keyFile,
    knownHosts,
    endLogins: async () => {
      await sshd.endShells();
      await sshd.killSessions();
    },
    stop: async () => {
      await sshd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A path that nobody guesses: the peers ask nobody who they are, and give a shell. */
export const secretPath = () => `/${randomBytes(16).toString('hex')}`;

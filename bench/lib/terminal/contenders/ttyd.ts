import { freePort } from '@springboard/terminal/testing/sshd.ts';
import type { Contender } from './contender.ts';
import { type SshTarget, secretPath } from './ssh-target.ts';
import { startProgram } from './started.ts';

/** ttyd with OpenSSH's client as its command. `TTYD_BIN` names its binary; undefined without it. */
export async function startTtyd({ sshd, keyFile, knownHosts }: SshTarget): Promise<Contender | undefined> {
  const binary = process.env.TTYD_BIN;
  if (!binary) return undefined;
  const port = await freePort();
  const base = secretPath();
  const ssh = ['ssh', '-F', '/dev/null', '-t', '-p', `${sshd.port}`, '-i', keyFile, '-e', 'none'];
  const pinned = [
    '-o',
    `UserKnownHostsFile=${knownHosts}`,
    '-o',
    'StrictHostKeyChecking=yes',
    'root@127.0.0.1',
  ];
  const own = ['-i', '127.0.0.1', '-p', `${port}`, '-b', base, '-W', '-T', 'xterm-256color'];
  const program = await startProgram(binary, [...own, ...ssh, ...pinned], /Listening on port/);
  return {
    name: 'ttyd',
    pid: program.pid,
    address: async () => ({ kind: 'ttyd', url: `ws://127.0.0.1:${port}${base}/ws` }),
    page: async () => `http://127.0.0.1:${port}${base}/`,
    stop: () => program.stop(),
  };
}

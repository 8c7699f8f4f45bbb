import { freePort } from '@springboard/terminal/testing/sshd.ts';
import type { Contender } from './contender.ts';
import { type SshTarget, secretPath } from './ssh-target.ts';
import { startProgram } from './started.ts';
import { installWetty } from './wetty-install.ts';

/** wetty as its own documentation starts it, with a key instead of a password, on the same Node.js as ours. */
export async function startWetty({ sshd, keyFile, knownHosts }: SshTarget): Promise<Contender> {
  const { folder, main } = await installWetty();
  const port = await freePort();
  const base = secretPath();
  const options = {
    host: '127.0.0.1',
    port,
    base,
    'ssh-host': '127.0.0.1',
    'ssh-port': sshd.port,
    'ssh-user': 'root',
    'ssh-auth': 'publickey',
    'ssh-key': keyFile,
    'ssh-config': '/dev/null',
    'known-hosts': knownHosts,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const env = { ...process.env, NODE_ENV: 'production' };
  const program = await startProgram(process.execPath, [main, '--force-ssh', ...args], /Server started/, env);
  return {
    name: 'wetty',
    pid: program.pid,
    address: async () => ({ kind: 'wetty', origin: `http://127.0.0.1:${port}`, base, folder }),
    page: async () => `http://127.0.0.1:${port}${base}`,
    stop: () => program.stop(),
  };
}

import type { Contender } from './contender.ts';
import type { SshTarget } from './ssh-target.ts';

/** ssh2 in the client's own process: the floor. */
export function plainSsh2({ sshd }: SshTarget): Contender {
  const { port, hostKey, privateKey } = sshd;
  return {
    name: 'plain ssh2',
    address: async () => ({ kind: 'ssh2', port, hostKey, privateKey }),
    stop: async () => {},
  };
}

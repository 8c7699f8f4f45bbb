import { type SshAddressView, sshUserName } from '@springboard/contracts/ssh.ts';

type Address = NonNullable<SshAddressView>;

/** What is typed to log in to a node; without a node, to the first one. */
export function sshCommand({ host, port }: Address, attemptId: string, node?: string): string {
  const to = `${sshUserName(attemptId, node)}@${host}`;
  return port === 22 ? `ssh ${to}` : `ssh -p ${port} ${to}`;
}

/** Lines for `~/.ssh/config`, which an IDE and scp read, too. */
export function sshConfig({ host, port }: Address, attemptId: string, nodes: readonly string[]): string {
  return nodes
    .map((node) =>
      [
        `Host lab-${node}`,
        `  HostName ${host}`,
        `  Port ${port}`,
        `  User ${sshUserName(attemptId, node)}`,
        '  IdentitiesOnly yes',
        '  IdentityFile ~/.ssh/id_ed25519',
      ].join('\n'),
    )
    .join('\n\n');
}

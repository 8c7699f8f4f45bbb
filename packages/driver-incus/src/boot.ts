import type { IncusClient } from './client.ts';
import { outputOf } from './exec.ts';
import type { RunningNode } from './nodes.ts';

/** A node that has not answered after so many milliseconds has a fault; a healthy one takes about a second. */
const bootLimitMs = 90_000;

/**
 * Waits inside the node, in one exec: no event tells when sshd listens. Only a port that is open is connected to, and the host key
 * exists by then. When time is up it says which units still kept the boot, for the log.
 */
const waitForSshd = `
key=/etc/ssh/ssh_host_ed25519_key.pub
limit=$((SECONDS + $2))
until [ -s $key ] && (exec 3<>"/dev/tcp/$1/22") 2>/dev/null; do
  if [ $SECONDS -ge $limit ]; then
    { systemctl --no-pager --plain list-jobs; systemctl --no-pager --plain --failed; } >&2 2>&1
    exit 1
  fi
  sleep 0.02
done
cat $key`;

/** Resolves with the node's SSH host key (`ssh-ed25519 AAAA…`) when sshd takes connections on the management address. */
export async function bootedHostKey(
  client: IncusClient,
  project: string,
  node: RunningNode & { readonly managementAddress: string },
  signal: AbortSignal,
): Promise<string> {
  const seconds = String(Math.floor(bootLimitMs / 1000) - 5);
  const key = await outputOf(client, project, node.instance, {
    command: ['/bin/bash', '-c', waitForSshd, 'boot', node.managementAddress, seconds],
    timeoutMs: bootLimitMs,
    signal,
  });
  return key.trim().split(' ').slice(0, 2).join(' ');
}

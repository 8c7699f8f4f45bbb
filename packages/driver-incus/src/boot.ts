import type { AppliedEnvironment } from '@springboard/environments/driver.ts';
import { allOrFirstError } from './all.ts';
import { BackOff } from './back-off.ts';
import type { IncusClient } from './client.ts';
import { IncusError, isUnreachable } from './errors.ts';
import { outputOf, ProgramKilledError } from './exec.ts';
import { Instance } from './incus-types.ts';
import { bringTo } from './node-state.ts';
import type { RunningNode } from './nodes.ts';

/** A node that has not answered after so many milliseconds has a fault; a healthy one takes about a second. */
const bootLimitMs = 90_000;

/** A node that goes down meanwhile is asked again for so long: a shutdown takes ten seconds, on a loaded host several times that. */
const goingDown = { limitMs: 60_000, firstMs: 500, longestMs: 1_000 };

/**
 * Waits inside the node, in one exec: no event tells when sshd listens. Only built-ins of the shell, since a fork each 20 ms would slow
 * the boot it waits for; the pause is a read from a pipe that nobody writes to. When time is up it says which units still kept the
 * boot, for the log.
 */
const waitForSshd = `
key=/etc/ssh/ssh_host_ed25519_key.pub
limit=$((SECONDS + $2))
exec 4<> <(:) 5>&2
until [ -s $key ] && true 3<>"/dev/tcp/$1/22"; do
  if [ $SECONDS -ge $limit ]; then
    { systemctl --no-pager --plain list-jobs; systemctl --no-pager --plain --failed; } >&5
    exit 1
  fi
  read -r -t 0.02 -u 4
done 2>/dev/null
echo "$(<$key)"`;

/** Waits until sshd answers on every node that is reached by it. */
export async function bootNodes(
  client: IncusClient,
  project: string,
  nodes: readonly RunningNode[],
  signal: AbortSignal,
): Promise<AppliedEnvironment> {
  const booted = await allOrFirstError(nodes, async (node) => {
    const { managementAddress } = node;
    const hostKey =
      managementAddress === null
        ? null
        : await bootedHostKey(client, project, { ...node, managementAddress }, signal);
    return [node.name, { managementAddress, hostKey }] as const;
  });
  return { nodes: Object.fromEntries(booted) };
}

/** Resolves with the node's SSH host key (`ssh-ed25519 AAAA…`) when sshd takes connections on the management address. */
async function bootedHostKey(
  client: IncusClient,
  project: string,
  node: RunningNode & { readonly managementAddress: string },
  signal: AbortSignal,
): Promise<string> {
  const seconds = String(Math.floor(bootLimitMs / 1000) - 5);
  const request = {
    command: ['/bin/bash', '-c', waitForSshd, 'boot', node.managementAddress, seconds],
    timeoutMs: bootLimitMs,
    signal,
  };
  const down = new BackOff(goingDown);
  for (;;) {
    try {
      const key = await outputOf(client, project, node.instance, request);
      return key.trim().split(' ').slice(0, 2).join(' ');
    } catch (error) {
      signal.throwIfAborted();
      if (down.over || isUnreachable(error) || !wentDown(error)) throw error;
      // It was on its way down, such as by a reboot from inside, which a look at its state does not show.
      await down.pause(signal);
      const path = `/1.0/instances/${node.instance}`;
      const instance = await client.get(path, Instance, { project, signal });
      await bringTo(client, project, instance, 'Running', signal);
    }
  }
}

function wentDown(error: unknown): boolean {
  return error instanceof IncusError || error instanceof ProgramKilledError;
}

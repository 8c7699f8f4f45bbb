import { mustRunAsRoot, type RunOptions, type RunResult, runAsRoot } from '../run.ts';

/** Of family `bridge`, on the engine's host. Its names and rules are the same for all installations and environments. */
const table = 'springboard';

/**
 * What the engine's own filters leave open, found by the hostile suite (`docs/security.md`). They look at a frame after the bridge has
 * learnt from it, so that whoever sends with a neighbour's hardware address gets the neighbour's traffic; and they let DNS and DHCP
 * through to the host, enough to fill its table of connections. So here, before anything learns: the first hardware address seen on a
 * management port is that port's for good, and of a node's packets to the host only answers pass. Ports have their names from
 * `packages/driver-incus/src/closed.ts`.
 */
const rules = `table bridge ${table}
delete table bridge ${table}
table bridge ${table} {
  set bound { type ifname . ether_addr; flags dynamic,timeout; size 65536; timeout 1d; }
  set ports { type ifname; flags dynamic,timeout; size 65536; timeout 1d; }
  set addresses { type ether_addr; flags dynamic,timeout; size 65536; timeout 1d; }
  chain arrival {
    type filter hook prerouting priority -300; policy accept;
    iifname "sbm*" jump one_address
  }
  chain one_address {
    iifname . ether saddr @bound update @bound { iifname . ether saddr } update @ports { iifname } update @addresses { ether saddr } accept
    iifname @ports drop
    ether saddr @addresses drop
    add @bound { iifname . ether saddr } add @ports { iifname } add @addresses { ether saddr }
  }
  chain to_host {
    type filter hook input priority -300; policy accept;
    iifname "sbm*" jump answers
    iifname "sbl*" drop
  }
  chain answers {
    ether type arp arp saddr ip 100.64.0.0/10 accept
    ip saddr 100.64.0.0/10 tcp flags & (syn | ack) != syn accept
    ip saddr 100.64.0.0/10 icmp type { echo-reply, destination-unreachable, time-exceeded, parameter-problem } accept
    drop
  }
}
`;

/** Runs a program with the rights to change packet filters. */
type AsRoot = (command: readonly string[], options?: RunOptions) => Promise<RunResult>;

/**
 * Puts the packet filter in place, whole and in one step; what it had bound before is bound anew by the next frames. False when this
 * kernel does not take it: environments run, and what it would have kept out is in `docs/security.md`.
 */
export async function guardPorts(asRoot: AsRoot = runAsRoot): Promise<boolean> {
  if (await portsAreGuarded(asRoot)) return true;
  return (await asRoot(['nft', '-f', '-'], { input: rules })).code === 0;
}

/** Whether the packet filter is in place. Asks the kernel, as root; false also when it cannot be asked. */
export async function portsAreGuarded(asRoot: AsRoot = runAsRoot): Promise<boolean> {
  return (await stateOfPortGuard(asRoot)) === 'there';
}

/** Whether the packet filter is in place; `unknown` when nobody may ask, such as a sudo that wants a password. */
export async function stateOfPortGuard(asRoot: AsRoot): Promise<'there' | 'gone' | 'unknown'> {
  if ((await asRoot(['nft', 'list', 'chain', 'bridge', table, 'answers'])).code === 0) return 'there';
  return (await asRoot(['nft', 'list', 'tables'])).code === 0 ? 'gone' : 'unknown';
}

/** Removes the packet filter. Throws `HostError`. */
export async function removePortGuard(): Promise<void> {
  if (!(await portsAreGuarded())) return;
  await mustRunAsRoot(
    ['nft', 'delete', 'table', 'bridge', table],
    'Removing the packet filter of ports',
    'A boot removes it, too.',
  );
}

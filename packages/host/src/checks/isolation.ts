import type { HostFacts } from '../facts/collect.ts';
import { limits } from '../facts/limits.ts';
import { type Check, fine, warning } from './check.ts';

/** Limits of which one node could take all, so that others get nothing; the rest only says how many environments fit. */
const shared = [
  'fs.aio-max-nr',
  'fs.inotify.max_user_instances',
  'kernel.pty.max',
  'fs.file-max',
  'net.ipv4.neigh.default.gc_thresh3',
];

/** What keeps environments from each other and from the host (`docs/security.md`). */
export function isolationChecks(facts: HostFacts): Check[] {
  const { config } = facts.engine;
  if (config.kind === 'remote') {
    return [
      fine('isolation', 'isolation', `not seen from here: run npm run doctor on the host of ${config.url}`),
    ];
  }
  return [guardCheck(facts), seccompCheck(facts), groupCheck(facts), quotaCheck(facts), sharedCheck(facts)];
}

function guardCheck({ isolation }: HostFacts): Check {
  const title = 'packet filter of ports';
  if (isolation.portGuard === 'in place') return fine('port-guard', title, 'in place');
  if (isolation.portGuard === 'unknown') {
    return fine('port-guard', title, 'not known; only root sees it. npm start puts it in place');
  }
  return warning(
    'port-guard',
    title,
    'not there; a boot removes it',
    'a node can take a neighbour’s traffic and fill the host’s table of connections',
    'npm start puts it in place, as root; where it says that nftables did not take it: a kernel with nf_tables for bridges',
  );
}

function seccompCheck({ isolation }: HostFacts): Check {
  return isolation.seccomp
    ? fine('seccomp', 'seccomp', 'there')
    : warning(
        'seccomp',
        'seccomp',
        'not there',
        'a node can write beyond its disk limit and use up kernel keys for all',
        'use a kernel with CONFIG_SECCOMP_FILTER',
      );
}

function groupCheck({ cgroups }: HostFacts): Check {
  const title = 'control groups count';
  if (cgroups.layout === 'unified')
    return fine('cgroup-version', title, 'version 2: buffers of TCP among the memory');
  if (cgroups.layout === 'none') {
    return warning(
      'cgroup-version',
      title,
      'nothing',
      'no environment can run',
      'mount cgroup2 on /sys/fs/cgroup',
    );
  }
  return fine(
    'cgroup-version',
    title,
    'version 1: buffers of TCP by themselves, up to a quarter of a node’s memory besides it',
  );
}

function quotaCheck({ isolation }: HostFacts): Check {
  const title = 'disk limits';
  const remedy =
    'while the platform runs it mends this within a minute; by hand: btrfs quota rescan, on the mount of the pool';
  switch (isolation.quotas) {
    case 'in force':
      return fine('quotas', title, 'in force');
    case 'none':
      return fine('quotas', title, 'no pool of btrfs to look at');
    case 'counted anew':
      return warning(
        'quotas',
        title,
        'not in force: btrfs has lost count',
        'nodes can fill the pool',
        remedy,
      );
    case 'off':
      return warning(
        'quotas',
        title,
        'quotas are switched off',
        'nodes can fill the pool',
        'btrfs quota enable, on the mount of the pool',
      );
  }
}

function sharedCheck(facts: HostFacts): Check {
  const low = limits.filter(
    ({ key, wanted }) => shared.includes(key) && (facts.limits[key] ?? Number.POSITIVE_INFINITY) < wanted,
  );
  const title = 'limits of the kernel for all';
  if (low.length === 0) return fine('shared-limits', title, 'so high that no node reaches them');
  const names = low.map(({ key }) => key).join(', ');
  return warning(
    'shared-limits',
    title,
    `within reach of one node: ${names}`,
    'one node can use up what all others need',
    'npm start raises them',
  );
}

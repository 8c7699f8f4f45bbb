import { judgeEngine } from '../engine/plan.ts';
import type { HostFacts } from '../facts/collect.ts';
import { poolName } from '../facts/engine.ts';
import { type Feature, features } from '../facts/kernel.ts';
import { limits } from '../facts/limits.ts';
import { bytes } from '../output.ts';
import { type Check, fine, missing, warning } from './check.ts';

/** What is lost without a kernel feature; those that are needed for any environment say so. */
const uses: Readonly<Record<Feature, { readonly needed: boolean; readonly cost: string }>> = {
  veth: { needed: true, cost: 'environments have no network' },
  bridge: { needed: true, cost: 'environments have no network' },
  nftables: { needed: true, cost: 'environments cannot be kept apart' },
  user_namespaces: { needed: true, cost: 'environments cannot run unprivileged' },
  loop: { needed: false, cost: 'the pool cannot be a file; environments are copied in full' },
  btrfs: { needed: false, cost: 'environments are copied in full: slow starts, much disk' },
  overlay: { needed: false, cost: 'labs with containers inside are not possible' },
  fuse: { needed: false, cost: 'labs with CephFS clients are not possible' },
  tun: { needed: false, cost: 'labs with tunnels are not possible' },
  vxlan: { needed: false, cost: 'labs with overlay networks are not possible' },
  openvswitch: { needed: false, cost: 'Open vSwitch runs in user space only' },
  rbd: { needed: false, cost: 'labs cannot map RBD images with the kernel' },
  nbd: { needed: false, cost: 'labs cannot map RBD images with rbd-nbd' },
  dm_thin_pool: { needed: false, cost: 'labs with LVM thin pools are not possible' },
  kvm: { needed: false, cost: 'virtual machines are not possible; containers are not affected' },
};

/** The kernel's features, each with what it costs when it is not there. */
export function kernelChecks(facts: HostFacts): Check[] {
  return (Object.keys(features) as Feature[]).map((name) => {
    const id = `kernel-${name}`;
    const title = `kernel: ${name.replaceAll('_', ' ')}`;
    const state = facts.kernel[name];
    if (state === 'loadable') return fine(id, title, 'loaded when it is needed');
    if (state === 'unknown') return fine(id, title, 'not known; this kernel does not say');
    if (state === 'present')
      return fine(
        id,
        title,
        name === 'kvm' ? 'present, untried: only a guest that boots would prove it' : 'present',
      );
    const { needed, cost } = uses[name];
    const { config, module } = features[name];
    const remedy = `use a kernel with CONFIG_${config}${module === '-' ? '' : ` (module ${module})`}`;
    return needed
      ? missing(id, title, 'not there', cost, remedy)
      : warning(id, title, 'not there', cost, remedy);
  });
}

/** Kernel limits, in environments. Those too low are raised by `npm start`. */
export function limitChecks(facts: HostFacts): Check[] {
  const checks = limits.flatMap((limit): Check[] => {
    const now = facts.limits[limit.key] ?? null;
    if (now === null) return [];
    const count = limit.perEnvironment === null ? null : Math.floor(now / limit.perEnvironment);
    const found = count === null ? `${now}` : `${now}: about ${count} environments`;
    if (now >= limit.wanted) return [fine(limit.key, limit.key, found)];
    const cost =
      count === null ? `too little for ${limit.why}` : `no more than about ${count} environments at once`;
    return [
      warning(
        limit.key,
        limit.key,
        found,
        cost,
        `npm start raises it; by hand: sysctl -w ${limit.key}=${limit.wanted}`,
      ),
    ];
  });
  if (facts.openFiles !== null) {
    const found = Number.isFinite(facts.openFiles) ? String(facts.openFiles) : 'unlimited';
    checks.push(
      facts.openFiles >= 16_384
        ? fine('nofile', 'open files', found)
        : warning(
            'nofile',
            'open files',
            found,
            'large environments run out of files',
            'raise the hard limit of nofile',
          ),
    );
  }
  return checks;
}

/** The engine itself: there, running, of which version, with which pool. */
export function engineChecks(facts: HostFacts): Check[] {
  const { engine } = facts;
  const verdict = judgeEngine(facts);
  const where = engine.config.kind === 'remote' ? ` at ${engine.config.url}` : '';
  if (verdict.kind === 'impossible') {
    return [
      missing(
        'engine',
        'engine',
        verdict.reason,
        'the pages come up, but no lab can be opened',
        verdict.remedy,
      ),
    ];
  }
  if (engine.version === null) {
    const found = engine.problem ?? 'does not answer';
    const remedy = engine.installed ? 'npm start starts it' : 'npm start installs and starts it';
    return [warning('engine', 'engine', found, 'no lab can be opened until it runs', remedy)];
  }
  const checks = [fine('engine', 'engine', `Incus ${engine.version}${where}`)];
  const poolRemedy =
    engine.config.kind === 'remote'
      ? `there: incus storage create ${poolName} btrfs (docs/operations.md, "An engine elsewhere")`
      : 'npm start makes it';
  checks.push(
    engine.pool === null
      ? warning('pool', 'storage pool', 'none yet', 'no lab can be opened', poolRemedy)
      : poolCheck(engine.pool),
  );
  if (engine.config.kind === 'local' && engine.lxcfs !== 'serving') {
    checks.push(
      warning(
        'lxcfs',
        'lxcfs',
        engine.lxcfs === 'dead' ? 'its mount is dead' : 'not running',
        'nodes see the memory and load of the whole machine',
        'npm start mends it',
      ),
    );
  }
  return checks;
}

function poolCheck(pool: NonNullable<HostFacts['engine']['pool']>): Check {
  const free = pool.totalBytes - pool.usedBytes;
  const found = `${pool.driver}, ${bytes(pool.usedBytes)} of ${bytes(pool.totalBytes)} used`;
  if (free < 4 * 2 ** 30 || free < pool.totalBytes * 0.1) {
    return warning(
      'pool',
      'storage pool',
      found,
      'environments will soon fail to start',
      'destroy environments, or make the pool larger',
    );
  }
  if (pool.driver === 'dir') {
    return warning(
      'pool',
      'storage pool',
      found,
      'environments are copied in full: slow starts, much disk',
      'a kernel with btrfs',
    );
  }
  return fine('pool', 'storage pool', found);
}

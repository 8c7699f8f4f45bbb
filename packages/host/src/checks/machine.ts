import { judgeEngine } from '../engine/plan.ts';
import type { HostFacts } from '../facts/collect.ts';
import { bytes } from '../output.ts';
import { type Check, fine, missing, warning } from './check.ts';

const gib = 2 ** 30;
/** Of one `ceph-single` environment, measured: 280 to 430 MB of memory, and its disk after an hour of work. */
const environmentMemory = 0.42 * gib;
const environmentDisk = 0.5 * gib;
/** Platform, database, page cache and the builds of images. */
const reservedMemory = 2 * gib;

/** How many three-OSD environments fit at once, by memory and by disk. */
export function environmentsThatFit(memoryTotal: number, diskFree: number): { memory: number; disk: number } {
  return {
    memory: Math.max(0, Math.floor((memoryTotal - reservedMemory) / environmentMemory)),
    disk: Math.max(0, Math.floor(diskFree / environmentDisk)),
  };
}

/** Operating system, rights, container, control groups, Node.js. */
export function machineChecks(facts: HostFacts): Check[] {
  const { os, privileges, cgroups, versions } = facts;
  const checks: Check[] = [];
  const tried = os.id === 'debian' && (os.version === '12' || os.version === '13');
  checks.push(
    tried
      ? fine('os', 'operating system', `${os.name}, kernel ${os.kernel}`)
      : warning(
          'os',
          'operating system',
          `${os.name}`,
          'Springboard is tried on Debian 12 and 13; here the engine is not installed for you',
          'install Incus 6 yourself, or use a remote one with INCUS_URL',
        ),
  );
  const verdict = judgeEngine(facts);
  const rights = {
    root: 'root',
    sudo: 'sudo without a password',
    'sudo-password': 'sudo, which asks for a password',
    none: 'neither root nor sudo',
  }[privileges.root];
  checks.push(
    privileges.root === 'none' && verdict.kind === 'impossible'
      ? missing(
          'rights',
          'rights',
          rights,
          'the engine can be neither installed nor started',
          'run as root or with sudo',
        )
      : fine('rights', 'rights', rights),
  );
  if (privileges.unprivilegedContainer) {
    checks.push(
      missing(
        'container',
        'container',
        'an unprivileged container',
        'no environment can run in it',
        'start Springboard on the host, or use a remote Incus with INCUS_URL',
      ),
    );
  } else if (privileges.container) {
    checks.push(fine('container', 'container', `${privileges.container}, with the rights of the machine`));
  }
  checks.push(
    cgroups.layout === 'none'
      ? missing(
          'cgroups',
          'control groups',
          'none',
          'no environment can run',
          'mount cgroup2 on /sys/fs/cgroup',
        )
      : fine('cgroups', 'control groups', `${cgroups.layout}, ${cgroups.controllers.join(' ')}`),
    fine(
      'init',
      'service manager',
      os.init === 'systemd' ? 'systemd' : 'none; Springboard starts the daemons itself',
    ),
    fine('node', 'Node.js', `${versions.node}${versions.npm ? `, npm ${versions.npm}` : ''}`),
  );
  return checks;
}

/** Memory and disk, in environments. */
export function resourceChecks(facts: HostFacts): Check[] {
  const { resources, engine } = facts;
  // The pool is a sparse file: it can be no larger than what the disk still holds.
  const poolFree = engine.pool ? engine.pool.totalBytes - engine.pool.usedBytes : resources.engineFree * 0.6;
  const diskFree = engine.config.kind === 'local' ? Math.min(poolFree, resources.engineFree) : poolFree;
  const fit = environmentsThatFit(resources.memoryTotal, diskFree);
  const memory = `${bytes(resources.memoryTotal)}, ${bytes(resources.memoryAvailable)} available: about ${fit.memory} Ceph clusters at once`;
  const disk = `${bytes(resources.stateFree)} free for the state folder, ${bytes(diskFree)} for environments: about ${fit.disk} Ceph clusters`;
  return [
    fit.memory >= 1
      ? fine('memory', 'memory', memory)
      : missing(
          'memory',
          'memory',
          memory,
          'not even one Ceph cluster fits',
          'give the machine 4 GiB or more',
        ),
    resources.stateFree < 2 * gib || diskFree < 6 * gib
      ? missing('disk', 'disk', disk, 'images cannot be built', 'free 15 GiB or more')
      : fine('disk', 'disk', disk),
  ];
}

/** Ports the platform listens on. */
export function portChecks(facts: HostFacts, running: boolean): Check[] {
  return facts.ports.map(({ port, purpose, free }) => {
    const id = `port-${port}`;
    const title = `port ${port}`;
    if (free) return fine(id, title, `free, for ${purpose}`);
    if (running) return fine(id, title, `in use by this platform, for ${purpose}`);
    return warning(
      id,
      title,
      'taken by another program',
      `${purpose} cannot be served there`,
      'end that program, or set SPRINGBOARD_PORT, SPRINGBOARD_GATEWAY_PORT and SPRINGBOARD_SSH_PORT',
    );
  });
}

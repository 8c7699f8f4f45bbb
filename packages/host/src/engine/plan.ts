import type { HostFacts } from '../facts/collect.ts';
import { limitsToRaise } from '../facts/limits.ts';
import { bytes } from '../output.ts';
import { sshServer } from './masks.ts';
import { testPackages } from './packages.ts';
import { planPool } from './storage.ts';

/** Whether environments can run from here, and by which engine. */
export type EngineVerdict =
  | { readonly kind: 'local' }
  | { readonly kind: 'remote' }
  | { readonly kind: 'impossible'; readonly reason: string; readonly remedy: string };

const remoteRemedy =
  'Use an Incus on another machine by INCUS_URL; docs/operations.md says what has to be brought to it by hand.';

/** Decides from the facts alone whether this machine can run environments. */
export function judgeEngine(facts: HostFacts): EngineVerdict {
  const { os, privileges, engine, kernel, cgroups } = facts;
  const impossible = (reason: string, remedy = remoteRemedy): EngineVerdict => ({
    kind: 'impossible',
    reason,
    remedy,
  });
  if (engine.config.kind === 'remote') {
    if (engine.version !== null) return { kind: 'remote' };
    return impossible(
      `The Incus at ${engine.config.url} cannot be used: ${engine.problem}.`,
      'Check the address and the certificates, and that the client certificate is trusted there (`incus config trust list`), then start again.',
    );
  }
  if (engine.version !== null) return { kind: 'local' };
  if (os.platform !== 'linux')
    return impossible('Environments are Linux containers; this is not a Linux machine.');
  if (privileges.unprivilegedContainer) {
    return impossible('This is an unprivileged container: it may not start containers of its own.');
  }
  if (privileges.root === 'none' && engine.problem?.startsWith('this user may not')) {
    return impossible(
      'Incus runs here, but this user may not use it.',
      'Have an administrator add you to its group (`usermod -aG incus-admin <you>`), sign in anew, then start again.',
    );
  }
  if (privileges.root === 'none') {
    return impossible(
      'The engine needs root, and this user is neither root nor may use sudo without a password here.',
      `Start as root or with sudo. ${remoteRemedy}`,
    );
  }
  if (cgroups.layout === 'none') return impossible('There are no control groups under /sys/fs/cgroup.');
  const absent = (['veth', 'bridge', 'nftables', 'user_namespaces'] as const).filter(
    (name) => kernel[name] === 'missing',
  );
  if (absent.length > 0) return impossible(`This kernel lacks ${absent.join(', ')}, which containers need.`);
  if (!engine.installed && os.id !== 'debian') {
    return impossible(
      `Springboard installs Incus on Debian 12 and 13 only; this is ${os.name}.`,
      `Install Incus 6 with your distribution's packages, then start again. ${remoteRemedy}`,
    );
  }
  return { kind: 'local' };
}

/** Who may use the engine's socket; made by Debian's package of Incus. */
export const engineGroup = 'incus-admin';

const testNames = new Set(Object.values(testPackages));

/** One change to the machine, in words for the person whose machine it is. */
export interface PlannedStep {
  readonly id: 'apt-source' | 'packages' | 'masks' | 'limits' | 'guard' | 'group' | 'daemon' | 'pool';
  readonly what: string;
  readonly why: string;
}

export interface PlanInput {
  readonly facts: HostFacts;
  /** Of what is needed, the Debian packages that are not installed. */
  readonly missingPackages: readonly string[];
  /** Source file to add; undefined when apt finds Incus already. */
  readonly aptSource: string | undefined;
  /** User who is to become a member of the engine's group; undefined when none has to. */
  readonly newMember: string | undefined;
  /** Whether the packet filter of ports is in place, or cannot be looked at. */
  readonly guarded: boolean;
}

/** What set-up is going to change on this machine, in its order; empty when all is there. Nothing is done yet. */
export function planEngine({
  facts,
  missingPackages,
  aptSource,
  newMember,
  guarded,
}: PlanInput): PlannedStep[] {
  const steps: PlannedStep[] = [];
  if (aptSource !== undefined) {
    steps.push({
      id: 'apt-source',
      what: `add the suite ${/^Suites: (.*)$/m.exec(aptSource)?.[1] ?? ''} of your Debian archive to apt`,
      why: 'Incus for this release is there',
    });
  }
  if (missingPackages.length > 0) {
    steps.push({
      id: 'packages',
      what: `install ${missingPackages.length} Debian packages: ${missingPackages.join(', ')}`,
      why: missingPackages.some((name) => testNames.has(name))
        ? 'the container engine, what images are built with, and what npm test works with'
        : 'the container engine, and what images are built with',
    });
  }
  if (missingPackages.includes(sshServer)) {
    steps.push({
      id: 'masks',
      what: `mask ssh.service and ssh.socket, so that the server in ${sshServer} does not listen on port 22`,
      why: 'npm test needs the program only; `systemctl unmask` if you want the server, too',
    });
  }
  const low = limitsToRaise(facts.limits);
  if (low.length > 0) {
    steps.push({
      id: 'limits',
      what: `raise ${low.length} kernel limits: ${low.map(({ limit, now }) => `${limit.key} ${now} → ${limit.wanted}`).join(', ')}`,
      why: 'many environments at once',
    });
  }
  if (!guarded) {
    steps.push({
      id: 'guard',
      what: 'put a packet filter on the bridges of environments (table "bridge springboard" of nftables; gone after a boot)',
      why: "no node takes another one's hardware address, and none opens a connection to this machine",
    });
  }
  if (newMember !== undefined) {
    steps.push({
      id: 'group',
      what: `make ${newMember} a member of the group ${engineGroup}, whose members are as good as root on this machine`,
      why: 'Springboard runs as this user and uses the engine',
    });
  }
  if (facts.engine.version === null) {
    const how = facts.os.init === 'systemd' ? 'by systemd' : 'as a daemon that outlives this command';
    steps.push({ id: 'daemon', what: `start Incus ${how}`, why: 'it runs the environments' });
  }
  if (facts.engine.pool === null) {
    const pool = planPool(facts.resources.engineFree, facts.kernel.btrfs !== 'missing');
    const what =
      pool.bytes === null
        ? 'make a storage pool "springboard" in a plain folder'
        : `make a storage pool "springboard": btrfs in a sparse file that may grow to ${bytes(pool.bytes)}`;
    steps.push({ id: 'pool', what, why: 'disks of environments and images' });
  }
  return steps;
}

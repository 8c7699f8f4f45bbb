import { describe, expect, it } from 'vitest';
import type { HostFacts } from '../facts/collect.ts';
import { features } from '../facts/kernel.ts';
import { limits } from '../facts/limits.ts';
import { parseInstalls, parseStatusLine } from './apt.ts';
import { parseDeb822, parseOneLine, sourceForSuite } from './apt-sources.ts';
import { stillNeeded } from './masks.ts';
import { judgeEngine, planEngine } from './plan.ts';
import { parseSimulation, planPackageRemoval } from './removal.ts';
import { planPool } from './storage.ts';
import { sysctlText } from './sysctls.ts';

const gib = 2 ** 30;

/** A bare Debian 12 of root's with nothing installed. */
function bareHost(change: (facts: HostFacts) => Partial<HostFacts> = () => ({})): HostFacts {
  const facts: HostFacts = {
    os: {
      platform: 'linux',
      id: 'debian',
      version: '12',
      codename: 'bookworm',
      name: 'Debian 12',
      kernel: '6',
      init: 'systemd',
    },
    privileges: { uid: 0, root: 'root', unprivilegedContainer: false, container: null },
    kernel: Object.fromEntries(Object.keys(features).map((name) => [name, 'present'])) as HostFacts['kernel'],
    cgroups: { layout: 'unified', controllers: [] },
    limits: Object.fromEntries(limits.map(({ key, wanted }) => [key, wanted])),
    openFiles: 1_048_576,
    resources: {
      memoryTotal: 24 * gib,
      memoryAvailable: 20 * gib,
      cpus: 2,
      stateFree: 80 * gib,
      engineFree: 80 * gib,
    },
    engine: {
      config: { kind: 'local', socket: '/var/lib/incus/unix.socket' },
      installed: false,
      version: null,
      problem: 'Incus is not installed',
      daemons: [],
      pool: null,
      lxcfs: 'absent',
    },
    isolation: { portGuard: 'absent', seccomp: true, quotas: 'none' },
    ports: [],
    versions: { node: '24.0.0', npm: '11.0.0' },
  };
  return { ...facts, ...change(facts) };
}

describe('whether environments can run here', () => {
  it('is yes on a bare Debian with root or sudo', () => {
    expect(judgeEngine(bareHost()).kind).toBe('local');
    expect(
      judgeEngine(bareHost((f) => ({ privileges: { ...f.privileges, uid: 1000, root: 'sudo' } }))).kind,
    ).toBe('local');
  });

  it.each<[string, (facts: HostFacts) => Partial<HostFacts>, RegExp]>([
    ['no Linux', (f) => ({ os: { ...f.os, platform: 'darwin' } }), /not a Linux machine/],
    [
      'an unprivileged container',
      (f) => ({ privileges: { ...f.privileges, unprivilegedContainer: true } }),
      /unprivileged container/,
    ],
    [
      'neither root nor sudo',
      (f) => ({ privileges: { ...f.privileges, uid: 1000, root: 'none' } }),
      /neither root/,
    ],
    ['no control groups', () => ({ cgroups: { layout: 'none', controllers: [] } }), /control groups/],
    ['no bridges', (f) => ({ kernel: { ...f.kernel, bridge: 'missing' } }), /lacks bridge/],
    [
      'another distribution',
      (f) => ({ os: { ...f.os, id: 'fedora', name: 'Fedora' } }),
      /Debian 12 and 13 only/,
    ],
  ])('is no with %s, and says the way out', (_case, change, reason) => {
    const verdict = judgeEngine(bareHost(change));
    expect(verdict).toMatchObject({ kind: 'impossible', reason: expect.stringMatching(reason) });
    expect(verdict.kind === 'impossible' && verdict.remedy).toContain('INCUS_URL');
  });

  it('is yes whatever the machine is when an engine answers', () => {
    const running = bareHost((f) => ({
      os: { ...f.os, id: 'fedora' },
      privileges: { ...f.privileges, uid: 1000, root: 'none' },
      engine: { ...f.engine, version: '6.0.4', problem: null },
    }));
    expect(judgeEngine(running).kind).toBe('local');
  });

  it('of a remote engine depends on its answer', () => {
    const config = {
      kind: 'remote',
      url: 'https://incus:8443',
      clientCertificate: '',
      clientKey: '',
      serverCertificate: null,
    } as const;
    const remote = (version: string | null) =>
      bareHost((f) => ({
        engine: { ...f.engine, config, version, problem: version ? null : 'no route to host' },
      }));
    expect(judgeEngine(remote('6.0.4')).kind).toBe('remote');
    expect(judgeEngine(remote(null))).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('no route'),
    });
  });
});

describe('the plan', () => {
  it('names every change on a bare machine', () => {
    const steps = planEngine({
      facts: bareHost((f) => ({ limits: { ...f.limits, 'fs.aio-max-nr': 65_536 } })),
      missingPackages: ['incus-base'],
      aptSource: 'Types: deb\nSuites: bookworm-backports\n',
      newMember: 'ada',
      guarded: true,
    });
    expect(steps.map(({ id }) => id)).toEqual([
      'apt-source',
      'packages',
      'limits',
      'group',
      'daemon',
      'pool',
    ]);
    expect(steps[0]?.what).toContain('bookworm-backports');
    expect(steps[2]?.what).toContain('fs.aio-max-nr');
    expect(steps[3]?.what).toMatch(/ada .*incus-admin.* root/);
    expect(steps[5]?.what).toContain('48.0 GiB');
  });

  it('says that the SSH server of the tests is kept from starting', () => {
    const input = { facts: bareHost(), aptSource: undefined, newMember: undefined, guarded: true };
    const tests = planEngine({ ...input, missingPackages: ['openssh-server'] });
    expect(tests.map(({ id }) => id).slice(0, 2)).toEqual(['packages', 'masks']);
    expect(tests[0]?.why).toContain('npm test');
    expect(planEngine({ ...input, missingPackages: ['lxcfs'] }).map(({ id }) => id)).not.toContain('masks');
  });

  it('is empty when all is there', () => {
    const facts = bareHost((f) => ({
      engine: {
        ...f.engine,
        installed: true,
        version: '6.0.4',
        problem: null,
        lxcfs: 'serving',
        pool: { driver: 'btrfs', totalBytes: gib, usedBytes: 0 },
      },
    }));
    expect(
      planEngine({ facts, missingPackages: [], aptSource: undefined, newMember: undefined, guarded: true }),
    ).toEqual([]);
  });

  it('sizes the pool by the disk', () => {
    expect(planPool(80 * gib, true)).toEqual({ driver: 'btrfs', bytes: 48 * gib });
    expect(planPool(500 * gib, true).bytes).toBe(60 * gib);
    expect(planPool(10 * gib, true).bytes).toBe(12 * gib);
    expect(planPool(80 * gib, false)).toEqual({ driver: 'dir', bytes: null });
  });
});

describe('package sources', () => {
  const deb822 = `Types: deb
# a comment between
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://archive.example/other
Suites: bookworm
Components: main
Enabled: no
`;

  it('are read in both formats', () => {
    expect(parseDeb822(deb822)[0]).toEqual({
      uris: ['http://archive.example/debian'],
      suites: ['bookworm', 'bookworm-updates'],
      components: ['main', 'contrib'],
      signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
      enabled: true,
    });
    expect(parseDeb822(deb822)[1]?.enabled).toBe(false);
    expect(
      parseOneLine(
        '# x\ndeb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main # y\ndeb-src http://a.example/debian bookworm main\n',
      ),
    ).toEqual([
      {
        uris: ['http://a.example/debian'],
        suites: ['bookworm'],
        components: ['main'],
        signedBy: '/k.gpg',
        enabled: true,
      },
    ]);
  });

  it('give the model for a suite that is not there yet', () => {
    const text = sourceForSuite(parseDeb822(deb822), 'bookworm', 'bookworm-backports');
    expect(text).toContain(
      'URIs: http://archive.example/debian\nSuites: bookworm-backports\nComponents: main\nSigned-By: /usr/share',
    );
  });

  it('are left alone when the suite is there, or nothing can be the model', () => {
    expect(sourceForSuite(parseDeb822(deb822), 'bookworm', 'bookworm-updates')).toBeUndefined();
    expect(sourceForSuite([], 'bookworm', 'bookworm-backports')).toBeUndefined();
  });

  it('report progress', () => {
    expect(parseStatusLine('pmstatus:incus-base:45.2:Unpacking incus-base (amd64)')).toEqual({
      percent: 45.2,
      doing: 'Unpacking incus-base (amd64)',
    });
    expect(parseStatusLine('Setting up incus-base')).toBeUndefined();
  });
});

describe('removal of packages', () => {
  const installed = async () => new Set(['incus-base', 'lxcfs', 'zstd', 'their-tool']);

  it('reads what apt would remove', () => {
    expect(parseSimulation('Purg incus-base [6.0]\nRemv lxcfs [5.0]\nInst x\n')).toEqual([
      'incus-base',
      'lxcfs',
    ]);
  });

  it('reads what apt would install', () => {
    const text =
      'NOTE: a simulation\nInst liblxc1 (1:5.0.2 Debian:12 [amd64])\nInst zstd [1.5.3] (1.5.4 x)\nConf zstd (1.5.4 x)\n';
    expect(parseInstalls(text)).toEqual(['liblxc1', 'zstd']);
  });

  it('takes all of ours when nothing else goes with them', async () => {
    const plan = await planPackageRemoval(['incus-base', 'lxcfs', 'gone'], async (names) => names, installed);
    expect(plan).toEqual({ remove: ['incus-base', 'lxcfs'], keep: [] });
  });

  it('keeps what something of theirs needs', async () => {
    const simulate = async (names: readonly string[]) => [
      ...names,
      ...(names.includes('zstd') ? ['their-tool'] : []),
    ];
    expect(await planPackageRemoval(['incus-base', 'zstd'], simulate, installed)).toEqual({
      remove: ['incus-base'],
      keep: ['zstd'],
    });
  });
});

describe('masks of the SSH server', () => {
  it('stay as long as its package does', () => {
    expect(stillNeeded('/etc/systemd/system/ssh.service', ['openssh-server'])).toBe(true);
    expect(stillNeeded('/etc/systemd/system/ssh.service', ['lxcfs'])).toBe(false);
    expect(stillNeeded('/etc/sysctl.d/60-springboard.conf', ['openssh-server'])).toBe(false);
  });
});

describe('settings file', () => {
  it('holds one line a limit', () => {
    const text = sysctlText([{ limit: { key: 'fs.aio-max-nr', wanted: 1_048_576, why: 'OSDs' } }]);
    expect(text).toMatch(/^fs\.aio-max-nr = 1048576$/m);
  });
});

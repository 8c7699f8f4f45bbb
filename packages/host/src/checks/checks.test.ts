import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { describe, expect, it } from 'vitest';
import { collectFacts, type HostFacts } from '../facts/collect.ts';
import { environmentsThatFit } from './machine.ts';
import { checkGroups, exitCodeOf } from './report.ts';

/** The machine that the tests run on, so that shapes are real; each test changes what it is about. */
const here: HostFacts = await collectFacts(loadLauncherConfig({}), [{ port: 1, purpose: 'the pages' }]);

const healthy: HostFacts = {
  ...here,
  os: { ...here.os, id: 'debian', version: '13' },
  privileges: { uid: 0, root: 'root', unprivilegedContainer: false, container: null },
  kernel: Object.fromEntries(
    Object.keys(here.kernel).map((name) => [name, 'present']),
  ) as HostFacts['kernel'],
  cgroups: { layout: 'unified', controllers: ['cpu'] },
  limits: Object.fromEntries(Object.keys(here.limits).map((key) => [key, 2 ** 31])),
  openFiles: 1_048_576,
  resources: {
    memoryTotal: 24 * 2 ** 30,
    memoryAvailable: 20 * 2 ** 30,
    cpus: 2,
    stateFree: 80 * 2 ** 30,
    engineFree: 80 * 2 ** 30,
  },
  engine: {
    config: { kind: 'local', socket: '/var/lib/incus/unix.socket' },
    installed: true,
    version: '6.0.4',
    problem: null,
    daemons: [1],
    pool: { driver: 'btrfs', totalBytes: 40 * 2 ** 30, usedBytes: 2 ** 30 },
    lxcfs: 'serving',
  },
  isolation: { portGuard: 'in place', seccomp: true, quotas: 'in force' },
  ports: [{ port: 7800, purpose: 'the pages', free: true }],
};

const checksOf = (facts: HostFacts, running = false) =>
  checkGroups(facts, running).flatMap(({ checks }) => checks);
const find = (facts: HostFacts, id: string) => checksOf(facts).find((check) => check.id === id);

describe('doctor', () => {
  it('is content with a machine that has everything', () => {
    expect(checksOf(healthy).filter(({ status }) => status !== 'fine')).toEqual([]);
    expect(exitCodeOf(checkGroups(healthy, false))).toBe(0);
  });

  it('says of everything else what it costs and how to mend it', () => {
    const poor: HostFacts = {
      ...healthy,
      os: { ...healthy.os, id: 'arch' },
      kernel: Object.fromEntries(
        Object.keys(here.kernel).map((name) => [name, 'missing']),
      ) as HostFacts['kernel'],
      limits: Object.fromEntries(Object.keys(here.limits).map((key) => [key, 1])),
      openFiles: 1024,
      resources: { ...healthy.resources, memoryTotal: 2 ** 30, stateFree: 2 ** 30, engineFree: 2 ** 30 },
      engine: { ...healthy.engine, pool: null, lxcfs: 'dead' },
      isolation: { portGuard: 'absent', seccomp: false, quotas: 'counted anew' },
      ports: [{ port: 7800, purpose: 'the pages', free: false }],
    };
    const bad = checksOf(poor).filter(({ status }) => status !== 'fine');
    expect(bad.length).toBeGreaterThan(25);
    expect(bad.filter(({ cost, remedy }) => !cost || !remedy)).toEqual([]);
    expect(exitCodeOf(checkGroups(poor, false))).toBe(1);
  });

  it('takes an engine that is not installed for something it will mend itself', () => {
    const bare = {
      ...healthy,
      engine: {
        ...healthy.engine,
        installed: false,
        version: null,
        pool: null,
        problem: 'Incus is not installed',
      },
    };
    expect(find(bare, 'engine')).toMatchObject({
      status: 'warning',
      remedy: expect.stringContaining('npm start installs'),
    });
    expect(exitCodeOf(checkGroups(bare, false))).toBe(0);
  });

  it('fails where no engine can run', () => {
    const container = {
      ...healthy,
      engine: { ...healthy.engine, version: null },
      privileges: { ...healthy.privileges, unprivilegedContainer: true },
    };
    expect(find(container, 'engine')).toMatchObject({
      status: 'missing',
      cost: expect.stringContaining('pages come up'),
    });
    expect(exitCodeOf(checkGroups(container, false))).toBe(1);
  });

  it('does not take the ports of the running platform for somebody else’s', () => {
    const busy = { ...healthy, ports: [{ port: 7800, purpose: 'the pages', free: false }] };
    expect(checksOf(busy, true).find(({ id }) => id === 'port-7800')?.status).toBe('fine');
    expect(checksOf(busy, false).find(({ id }) => id === 'port-7800')?.status).toBe('warning');
  });

  it('says what keeps environments apart, and what does not', () => {
    const found = (isolation: Partial<HostFacts['isolation']>, id: string) =>
      find({ ...healthy, isolation: { ...healthy.isolation, ...isolation } }, id)?.status;
    expect(found({ portGuard: 'absent' }, 'port-guard')).toBe('warning');
    expect(found({ portGuard: 'unknown' }, 'port-guard')).toBe('fine');
    expect(found({ seccomp: false }, 'seccomp')).toBe('warning');
    expect(found({ quotas: 'off' }, 'quotas')).toBe('warning');
    const oneLow = { ...healthy, limits: { ...healthy.limits, 'kernel.pty.max': 4096 } };
    expect(find(oneLow, 'shared-limits')).toMatchObject({
      status: 'warning',
      found: expect.stringMatching(/: kernel\.pty\.max$/),
    });
  });

  it('counts environments', () => {
    expect(environmentsThatFit(24 * 2 ** 30, 20 * 2 ** 30)).toEqual({ memory: 52, disk: 40 });
    expect(environmentsThatFit(2 ** 30, 0)).toEqual({ memory: 0, disk: 0 });
  });
});

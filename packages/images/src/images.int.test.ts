import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHostSources } from './apt-sources.ts';
import { buildImages } from './build.ts';
import { run } from './commands.ts';
import { incus } from './incus.ts';
import { aliasOf, resolveImage } from './resolve.ts';

const repoRoot = join(import.meta.dirname, '../../..');
const stateDir = process.env.SPRINGBOARD_STATE ?? '/var/lib/springboard';
const names = ['ceph-single', 'ceph-grader', 'linux-single', 'ceph-cluster', 'ceph-cluster-grader'];
const id = randomBytes(3).toString('hex');
const network = `sbimg${id}`;
const instances: string[] = [];
/** Just after the start there is no bus to ask for the state. */
const BOOTED = "until systemctl is-system-running 2>&1 | grep -qE '^(running|degraded)$'; do sleep 0.1; done";
const shell = (instance: string, command: string) => incus(['exec', instance, '--', 'bash', '-c', command]);

/** As a driver does it, limits included. */
async function launch(image: string, node: string, address: string, memory: string): Promise<string> {
  const instance = `sbimg-${id}-${node}`;
  const config = {
    'security.idmap.isolated': 'true',
    'security.guestapi': 'false',
    'limits.memory': memory,
    'limits.cpu': '2',
    'limits.processes': '2000',
    'user.springboard.node': node,
    'user.springboard.hosts': `${address} ${node}`,
    'user.springboard.lab-address': `${address}/24`,
    'user.springboard.authorized-key': 'ssh-ed25519 AAAA test',
  };
  instances.push(instance);
  await incus([
    ...['init', aliasOf(await resolveImage(repoRoot, image)), instance, '--no-profiles'],
    ...['--storage', 'springboard', '--device', 'root,size=10GiB'],
    ...Object.entries(config).flatMap(([key, value]) => ['--config', `${key}=${value}`]),
  ]);
  await incus([
    'config',
    'device',
    'add',
    instance,
    'eth0',
    'nic',
    'nictype=bridged',
    `parent=${network}`,
    'name=eth0',
  ]);
  await incus(['start', instance]);
  return instance;
}

beforeAll(async () => {
  await buildImages({ repoRoot, stateDir, names });
  // A bare bridge: Incus looks at every interface of the host while it makes one, and fails when another test's node stops.
  await run('ip', ['link', 'add', network, 'up', 'type', 'bridge']);
}, 1_800_000);
afterAll(async () => {
  await removeInstances();
  await run('ip', ['link', 'delete', network]);
});
/** Two clusters have the same addresses: one is gone before the next begins. */
async function removeInstances(): Promise<void> {
  for (const instance of instances.splice(0)) await incus(['delete', '--force', instance]);
}

it('a build with nothing to do takes well under a second', async () => {
  const results = [];
  for (let i = 0; i < 3; i += 1) results.push(await buildImages({ repoRoot, stateDir, names }));
  expect(results.flatMap(({ built }) => built)).toEqual([]);
  expect(Math.min(...results.map(({ seconds }) => seconds))).toBeLessThan(0.8);
});

describe.each(names)('the image %s', (name) => {
  it('holds no host keys, no identity, and nothing of this host or its archives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'image-'));
    try {
      await incus([
        'image',
        'export',
        aliasOf(await resolveImage(repoRoot, name)),
        join(folder, 'image'),
        '--quiet',
      ]);
      const file = (await readdir(folder)).find((candidate) => candidate.includes('root'));
      const root = join(folder, 'tree');
      await run('unsquashfs', [
        '-quiet',
        '-no-progress',
        '-d',
        root,
        join(folder, file ?? ''),
        'etc',
        'root',
        'var/lib/apt',
        'var/lib/ceph',
        'var/log',
      ]).catch((error: Error) => {
        // Extended attributes that this file system cannot hold are all that may be missing.
        if (!error.message.includes('ended with 2')) throw error;
      });
      const files = (await run('find', [root, '-type', 'f'])).split('\n');
      expect(files.filter((path) => /ssh_host_|auth\.conf|99mmdebstrap|\/block$/.test(path))).toEqual([]);
      expect(await readFile(join(root, 'etc/machine-id'), 'utf8')).toBe('');
      const hosts = [...new Set((await readHostSources()).map(({ uri }) => new URL(uri).host))];
      expect(hosts.length).toBeGreaterThan(0);
      const mentions = await run('grep', ['-rIlF', ...hosts.flatMap((host) => ['-e', host]), root]).catch(
        () => '',
      );
      expect(mentions).toBe('');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a host of linux-single', () => {
  let host: string;
  beforeAll(async () => {
    host = await launch('linux-single', 'host1', '10.77.0.21', '512MiB');
    await shell(host, BOOTED);
  });

  it('boots without a failed unit and is who the driver says', async () => {
    expect(await shell(host, 'systemctl is-system-running')).toBe('running\n');
    expect(await shell(host, 'systemctl --failed --no-legend')).toBe('');
    expect(await shell(host, 'hostname; stat -c %a /etc/hosts; getent hosts host1')).toMatch(
      /^host1\n644\n10\.77\.0\.21 +host1\n$/,
    );
    expect(await shell(host, 'ip -4 -br address show eth0')).toContain('10.77.0.21/24');
    expect(await shell(host, 'cat /root/.ssh/authorized_keys')).toBe('ssh-ed25519 AAAA test\n');
  });

  it('has made its host key and lets root in by key only', async () => {
    expect(await shell(host, 'ls /etc/ssh/ssh_host_*')).toBe(
      '/etc/ssh/ssh_host_ed25519_key\n/etc/ssh/ssh_host_ed25519_key.pub\n',
    );
    expect(await shell(host, 'head -c 8 </dev/tcp/127.0.0.1/22')).toBe('SSH-2.0-');
    const settings = await shell(host, 'sshd -T');
    for (const line of ['maxsessions 64', 'permitrootlogin without-password', 'passwordauthentication no']) {
      expect(settings).toContain(line);
    }
  });

  it('refuses unknown names at once and has manual pages', async () => {
    const seconds = await shell(host, 'exec 2>&1; TIMEFORMAT=%R; time getent hosts no.such.name || true');
    expect(Number(seconds)).toBeLessThan(0.5);
    expect(await shell(host, 'man -w ip bash sshd | wc -l')).toBe('3\n');
  });
});

describe('a cluster of ceph-single', () => {
  let ceph: string;
  let grader: string;
  beforeAll(async () => {
    [ceph, grader] = (await Promise.all([
      launch('ceph-single', 'ceph1', '10.77.0.11', '2GiB'),
      launch('ceph-grader', 'grader', '10.77.0.250', '256MiB'),
    ])) as [string, string];
  });
  afterAll(removeInstances);
  const ready = () => incus(['exec', grader, '--', '/usr/lib/springboard/ceph-ready', '60']);

  it('is true OK soon after the launch, without a failed unit', async () => {
    expect(await ready()).toMatch(/HEALTH_OK\n$/);
    expect(await shell(ceph, 'systemctl is-system-running')).toBe('running\n');
    expect(await shell(ceph, 'du -sm --apparent-size /usr/lib/springboard | cut -f1')).toBe('1\n');
  });

  it('lets the grader read, do I/O and change nothing', async () => {
    const io = 'echo x | rados -p rbd put probe - && rados -p rbd get probe - && rados -p rbd rm probe';
    expect(await shell(grader, io)).toBe('x\n');
    expect(await shell(grader, 'ceph osd pool set rbd size 2 2>&1 || true')).toContain('EACCES');
  });

  it('goes through a stop and a start of an OSD under systemd', async () => {
    await shell(ceph, 'systemctl stop ceph-osd@1');
    await shell(ceph, 'until ceph health | grep -q "1 osds down"; do sleep 0.2; done');
    await expect(incus(['exec', grader, '--', '/usr/lib/springboard/ceph-ready', '2'])).rejects.toThrow(
      /time is over/,
    );
    await shell(ceph, 'systemctl start ceph-osd@1');
    expect(await ready()).toMatch(/HEALTH_OK\n$/);
  });

  it('is true OK again after a reboot of the host', async () => {
    await incus(['restart', ceph, '--timeout', '30']);
    expect(await ready()).toMatch(/HEALTH_OK\n$/);
  });
});

describe('a cluster of ceph-cluster', () => {
  const nodes: Record<string, string> = {};
  const at = (node: string, command: string) => shell(nodes[node] ?? '', command);
  const ready = () => incus(['exec', nodes.grader ?? '', '--', '/usr/lib/springboard/ceph-ready', '120']);
  const each = (...command: string[]) =>
    Promise.all(Object.values(nodes).map((instance) => incus([...command, instance])));
  beforeAll(async () => {
    const hosts = { ceph1: '10.77.0.11', ceph2: '10.77.0.12', ceph3: '10.77.0.13', client: '10.77.0.20' };
    await Promise.all([
      ...Object.entries(hosts).map(async ([name, address]) => {
        nodes[name] = await launch('ceph-cluster', name, address, '1536MiB');
      }),
      launch('ceph-cluster-grader', 'grader', '10.77.0.250', '256MiB').then((name) => {
        nodes.grader = name;
      }),
    ]);
  });
  afterAll(removeInstances);

  it('is true OK soon after the launch; each host runs what is its own', async () => {
    expect(await ready()).toMatch(/HEALTH_OK\n$/);
    for (const [node, osds] of [
      ['ceph1', '0 1'] as const,
      ['ceph2', '2 3'] as const,
      ['ceph3', '4 5'] as const,
    ]) {
      const [first, second] = osds.split(' ');
      const units = [`ceph-mon@${node}`, `ceph-mgr@${node}`, `ceph-osd@${first}`, `ceph-osd@${second}`];
      const enabled = 'systemctl list-units --all --plain --no-legend "ceph-*@*.service" | cut -d" " -f1';
      expect((await at(node, enabled)).trim().split('\n').sort()).toEqual(
        units.map((unit) => `${unit}.service`).sort(),
      );
      expect(await at(node, `systemctl is-enabled ${units.join(' ')}`)).toBe('enabled\n'.repeat(4));
      expect(await at(node, 'systemctl --failed --no-legend')).toBe('');
    }
  });

  it('lets the client use pools, and not make them', async () => {
    const io = 'echo x | rados -p rbd put probe - && rados -p rbd get probe - && rados -p rbd rm probe';
    expect(await at('client', `. /etc/environment; export CEPH_ARGS; ${io}`)).toBe('x\n');
    expect(await at('client', 'ceph --id learner osd pool create mine 2>&1 || true')).toContain('EACCES');
    expect(await at('client', 'ls /etc/ceph')).not.toContain('admin');
  });

  it('has a host back after a reboot from inside', async () => {
    const managers = 'ceph mgr dump -f json | jq "[.active_name] + [.standbys[].name] | length"';
    await at('ceph1', `until [ "$(${managers})" = 3 ]; do sleep 0.3; done`);
    const epoch = await at('ceph1', 'ceph osd dump -f json | jq .epoch');
    await at('ceph1', 'systemctl reboot').catch(() => undefined);
    const back = `ceph osd dump -f json | jq -e '[.osds[] | select(.osd < 2) | .up == 1 and .up_from > ${epoch.trim()}] | all'`;
    await at('ceph2', `until ${back} >/dev/null; do sleep 0.3; done`);
    expect(await ready()).toMatch(/HEALTH_OK\n$/);
  });

  it('serves clients at once after all hosts stood still for longer than its heartbeats allow', async () => {
    await each('pause');
    // What is tested is the passing of time: osd_heartbeat_grace and mon_mgr_beacon_grace are 10 s.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    await each('resume');
    expect(await at('client', 'echo y | rados --id learner -p rbd put probe - && echo stored')).toBe(
      'stored\n',
    );
    expect(await ready()).toMatch(/HEALTH_OK\n$/);
  });
});

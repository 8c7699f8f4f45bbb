import type { EnvironmentSpec } from '@springboard/environments/driver.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Instance } from './incus-types.ts';
import { engineAbsent, openTestDriver } from './int-support.ts';
import { instanceName } from './names.ts';

const absent = await engineAbsent();
const patience = () => AbortSignal.timeout(500_000);

/** What a learner left behind at a save point and what of it is there after a rewind; `docs/decisions/0008-save-points-hold-disks.md`. */
describe.skipIf(absent !== undefined)(
  `save points hold disks${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let spec: EnvironmentSpec;
    let before: Instance;
    let hostKey: string | null | undefined;

    const sh = async (script: string) => {
      const request = { command: ['bash', '-c', script], timeoutMs: 60_000 };
      const result = await test.driver.exec(spec.id, 'host1', request);
      return Buffer.from(result.stdout).toString().trim();
    };
    const instance = async () => {
      const { project } = await test.project();
      return test.driver.client.get(`/1.0/instances/${instanceName(spec.id, 'host1')}`, Instance, {
        project,
      });
    };

    beforeAll(async () => {
      test = await openTestDriver();
      spec = test.newSpec();
      const applied = await test.driver.apply(spec, () => undefined, patience());
      hostKey = applied.nodes.host1?.hostKey;
      await sh(`
        echo kept >/root/file
        ip route add 203.0.113.0/24 dev eth0
        ip netns add blue
        sysctl -qw net.ipv4.ip_default_ttl=77
        touch /run/mark /tmp/mark
        systemd-run --quiet --unit=loose sleep 900
        systemctl stop systemd-logind.service systemd-journald.socket 2>/dev/null
        printf '[Service]\\nExecStart=/bin/sleep 800\\n[Install]\\nWantedBy=multi-user.target\\n' | tee /etc/systemd/system/{on,off,stopped}.service
        systemctl daemon-reload
        systemctl enable --now on stopped && systemctl enable off
        systemctl stop stopped && systemctl disable off
        echo '192.0.2.7 elsewhere' >>/etc/hosts
        echo renamed >/etc/hostname && hostname renamed
        date +%N >/root/unsynced`);
      before = await instance();
      await test.driver.save(spec.id, 'start');
      await sh(
        'echo changed >/root/file; rm /etc/hosts /root/unsynced /etc/ssh/ssh_host_*; systemctl disable --now on',
      );
      const rewound = await test.driver.rewind(spec, 'start', () => undefined, patience());
      expect(rewound).toEqual(applied);
    });
    afterAll(() => test.close());

    it.each([
      ['files, as they were', 'cat /root/file', 'kept'],
      ['files that were written and not yet synced', 'wc -l </root/unsynced', '1'],
      [
        'changes of files that the image makes by template',
        'tail -1 /etc/hosts; cat /etc/hostname',
        '192.0.2.7 elsewhere\nrenamed',
      ],
      ['the host name, which comes from a file', 'hostname', 'renamed'],
      ['units that were enabled', 'systemctl is-enabled on; systemctl is-active on', 'enabled\nactive'],
      ['units that were disabled', 'systemctl is-enabled off; systemctl is-active off', 'disabled\ninactive'],
    ])('bring back %s', async (_what, script, expected) => {
      expect(await sh(script)).toBe(expected);
    });

    it.each([
      ['routes that no file names', 'ip route show 203.0.113.0/24', ''],
      ['processes', 'pgrep -fxc "sleep 900"', '0'],
      ['network namespaces', 'ip netns list', ''],
      ['kernel settings that no file names', 'sysctl -n net.ipv4.ip_default_ttl', '64'],
      ['what is in /run', 'ls /run/mark 2>/dev/null', ''],
      ['that an enabled unit was stopped: it runs again', 'systemctl is-active stopped', 'active'],
    ])('do not hold %s', async (_what, script, expected) => {
      expect(await sh(script)).toBe(expected);
    });

    it('leave the disk its limit, however often it is put back', async () => {
      const disk = spec.topology.nodes.find(({ name }) => name === 'host1')?.disk;
      const tooMuch = `fallocate -l ${sizeInBytes(disk ?? '') + 2 ** 20} /root/big 2>&1; stat -c %s /root/big`;
      expect(await sh(tooMuch)).toMatch(/quota/i);
      await sh('rm -f /root/big');
      await test.driver.rewind(spec, 'start', () => undefined, patience());
      expect(await sh(tooMuch)).toMatch(/quota/i);
      await sh('rm -f /root/big');
    });

    it('leave addresses, hardware addresses and the host key as they were', async () => {
      const after = await instance();
      for (const key of [
        'volatile.eth0.hwaddr',
        'volatile.eth1.hwaddr',
        'user.springboard.management-address',
      ]) {
        expect(after.config[key]).toBe(before.config[key]);
        expect(after.config[key]).toBeDefined();
      }
      expect(await sh("cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub")).toBe(hostKey);
    });
  },
);

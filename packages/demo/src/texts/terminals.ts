import type { Params } from '@springboard/lab-format/params.ts';

/** A command that somebody types, and what it prints. */
export type Typed = readonly [command: string, prints: string];

/** What is typed in the first terminal of a lab, by task: in the order of the looks, the last command just before the one that counts. */
export interface TerminalScript {
  readonly node: string;
  readonly tasks: (params: Params) => Readonly<Record<string, readonly Typed[]>>;
}

const firstCluster: TerminalScript = {
  node: 'ceph1',
  tasks: ({ images, nearfull, pool, size, pgs, application, object, stopped_osd }) => ({
    '1-take-stock': [
      [
        'ceph -s',
        `  cluster:
    id:     6f2c1c5e-8a0b-4b52-9a57-1f0d3a3a2f9a
    health: HEALTH_OK

  services:
    mon: 1 daemons, quorum ceph1 (age 2m)
    mgr: ceph1(active, since 2m)
    osd: 3 osds: 3 up (since 2m), 3 in (since 3w)

  data:
    pools:   2 pools, 33 pgs
    objects: ${Number(images) + 2} objects, 1.1 MiB
    usage:   84 MiB used, 5.9 GiB / 6.0 GiB avail
    pgs:     33 active+clean`,
      ],
      ['ceph config-key set inventory/osds 3', 'set inventory/osds'],
      ['ceph config-key set inventory/pgs 33', 'set inventory/pgs'],
      ['ceph osd dump | grep ratio', `full_ratio 0.95\nbackfillfull_ratio 0.9\nnearfull_ratio ${nearfull}`],
      ['rados -p rbd ls | wc -l', `${images}`],
      [`ceph config-key set inventory/objects ${images}`, 'set inventory/objects'],
      [`ceph config-key set inventory/nearfull ${nearfull}`, 'set inventory/nearfull'],
    ],
    '2-create-a-pool': [
      [`ceph osd pool create ${pool} ${pgs}`, `pool '${pool}' created`],
      [
        `ceph osd pool ls detail | grep ${pool}`,
        `pool 3 '${pool}' replicated size 3 min_size 2 crush_rule 0 object_hash rjenkins pg_num ${pgs} pgp_num ${pgs} autoscale_mode on`,
      ],
      [`ceph osd pool set ${pool} size ${size}`, `set pool 3 size to ${size}`],
      [
        `ceph osd pool application enable ${pool} ${application}`,
        `enabled application '${application}' on pool '${pool}'`,
      ],
    ],
    '3-follow-an-object': [
      [`rados -p ${pool} put ${object} /etc/os-release`, ''],
      [
        `ceph osd map ${pool} ${object}`,
        `osdmap e31 pool '${pool}' (3) object '${object}' -> pg 3.a1f27c4e (3.e) -> up ([1,0,2], p1) acting ([1,0,2], p1)`,
      ],
      ['ceph config-key set object/pg 3.e', 'set object/pg'],
      ['ceph config-key set object/osds 1,0,2', 'set object/osds'],
    ],
    '4-bring-an-osd-back': [
      [
        'ceph health detail',
        `HEALTH_WARN noout flag(s) set; 1 osds down; Degraded data redundancy\n[WRN] OSD_DOWN: 1 osds down\n    osd.${stopped_osd} (root=default,host=ceph1) is down`,
      ],
      [
        `systemctl status ceph-osd@${stopped_osd} --no-pager | head -3`,
        `○ ceph-osd@${stopped_osd}.service - Ceph object storage daemon osd.${stopped_osd}\n     Loaded: loaded (/usr/lib/systemd/system/ceph-osd@.service; disabled; preset: enabled)\n     Active: inactive (dead)`,
      ],
      [
        `systemctl enable --now ceph-osd@${stopped_osd}`,
        `Created symlink '/etc/systemd/system/ceph-osd.target.wants/ceph-osd@${stopped_osd}.service' → '/usr/lib/systemd/system/ceph-osd@.service'.`,
      ],
      ['ceph osd unset noout', 'noout is unset'],
      [
        'ceph -s | grep -E "health|osd:|pgs:"',
        '    health: HEALTH_OK\n    osd: 3 osds: 3 up (since 11s), 3 in (since 3w)\n    pgs:     65 active+clean',
      ],
    ],
  }),
};

const diskFull: TerminalScript = {
  node: 'host1',
  tasks: ({ app, megabytes }) => ({
    '1-full-and-nothing-there': [
      [
        `df -h /srv/${app}`,
        `Filesystem      Size  Used Avail Use% Mounted on\n/dev/loop7       48M   48M     0 100% /srv/${app}`,
      ],
      [`du -sh /srv/${app}`, `11M\t/srv/${app}`],
      [
        `lsof +L1 /srv/${app}`,
        `COMMAND  PID USER   FD   TYPE DEVICE SIZE/OFF NLINK NODE NAME\npython3  412 shop    5w   REG    7,7 ${Number(megabytes) * 1048576}     0   27 /srv/${app}/log/access.log (deleted)`,
      ],
      [`systemctl restart ${app}`, ''],
      [
        `df -h /srv/${app}`,
        `Filesystem      Size  Used Avail Use% Mounted on\n/dev/loop7       48M   14M   31M  32% /srv/${app}`,
      ],
    ],
    '2-room-and-still-full': [
      [`touch /srv/${app}/x`, `touch: cannot touch '/srv/${app}/x': No space left on device`],
      [
        `df -i /srv/${app}`,
        `Filesystem     Inodes IUsed IFree IUse% Mounted on\n/dev/loop7       4096  4085    11  100% /srv/${app}`,
      ],
      [`ls /srv/${app}`, 'log  orders  sessions'],
      [`ls /srv/${app}/sessions | wc -l`, '2904'],
    ],
  }),
};

const threeHosts: TerminalScript = {
  node: 'ceph1',
  tasks: ({ pool }) => ({
    '1-a-pool-for-the-client': [
      [`ceph osd pool create ${pool}`, `pool '${pool}' created`],
      [`rbd pool init ${pool}`, ''],
    ],
    '2-copies-apart': [
      [
        'ceph osd pool ls detail | grep -o "^pool.*crush_rule [0-9]*"',
        `pool 1 '.mgr' replicated size 3 min_size 2 crush_rule 0\npool 2 'mail' replicated size 3 min_size 2 crush_rule 1\npool 3 'media' replicated size 3 min_size 2 crush_rule 1\npool 4 'backup' replicated size 3 min_size 2 crush_rule 2`,
      ],
      ['ceph osd pool set backup crush_rule standard', 'set pool 4 crush_rule to standard'],
    ],
    '3-a-host-is-missing': [
      [
        'ceph -s | head -8',
        '  cluster:\n    id:     2b8f6f8a-1f0e-4a55-8d9a-7a0d1c8e5b11\n    health: HEALTH_WARN\n            1/3 mons down, quorum ceph1,ceph2\n            2 osds down\n            1 host (2 osds) down',
      ],
      ['ssh ceph3', 'Linux ceph3 6.1.0-41-amd64 #1 SMP x86_64\nLast login: from 10.77.0.11'],
      ['systemctl start ceph-mon@ceph3', ''],
      [
        'ceph osd tree | grep down',
        ' 4    hdd  0.00969          osd.4       down   1.00000  1.00000\n 5    hdd  0.00969          osd.5       down   1.00000  1.00000',
      ],
      ['systemctl start ceph-osd@4', ''],
      [
        'ceph osd tree | grep down',
        ' 4    hdd  0.00969          osd.4       down   1.00000  1.00000\n 5    hdd  0.00969          osd.5       down   1.00000  1.00000',
      ],
      [
        'systemctl start ceph-osd@4',
        'Job for ceph-osd@4.service failed.\nSee "systemctl status ceph-osd@4.service" and "journalctl -xeu ceph-osd@4.service" for details.',
      ],
      [
        'systemctl status ceph-osd@4 --no-pager | tail -2',
        'ceph-osd@4.service: Start request repeated too quickly.\nFailed to start ceph-osd@4.service - Ceph object storage daemon osd.4.',
      ],
    ],
  }),
};

/** Of the labs whose terminals were recorded, by slug. */
export const terminalScripts: Readonly<Record<string, TerminalScript>> = {
  'ceph/first-cluster': firstCluster,
  'linux/disk-full': diskFull,
  'ceph/three-hosts': threeHosts,
};

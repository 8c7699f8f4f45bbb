import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { engineAbsent, openTestDriver } from '@springboard/driver-incus/int-support.ts';
import type { EnvironmentSpec } from '@springboard/environments/driver.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, forwarding, throughSocks } from './testing/forwarding.ts';
import { SshWorld } from './testing/ssh-world.ts';

const absent = await engineAbsent();
const megabyte = 2 ** 20;

describe.skipIf(absent !== undefined)(
  `on a node of the engine${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let engine: Awaited<ReturnType<typeof openTestDriver>>;
    let spec: EnvironmentSpec;
    let ssh: SshWorld;
    let it: Awaited<ReturnType<SshWorld['aLearner']>>;
    /** On the gateway's host, by every address of it: nobody in an environment is to get here. */
    let gateway: Server;
    let arrivals = 0;
    /** On the network that the nodes of all environments are on, each by itself. */
    let managementAddress = '';

    const onNode = async (...command: string[]) => {
      const ran = await engine.driver.exec(spec.id, 'host1', { command, timeoutMs: 60_000 });
      return Buffer.from(ran.stdout).toString();
    };

    beforeAll(async () => {
      engine = await openTestDriver();
      const { topology, ...rest } = engine.newSpec();
      const nodes = topology.nodes.filter(({ name }) => name === 'host1');
      spec = { ...rest, topology: { ...topology, nodes, grader: 'host1' } };
      const applied = await engine.driver.apply(spec, () => {}, new AbortController().signal);
      managementAddress = applied.nodes.host1?.managementAddress ?? '';
      ssh = await SshWorld.open({
        hostKey: applied.nodes.host1?.hostKey ?? '',
        connect: () => engine.driver.connect(spec.id, 'host1', 22),
        authorize: async (line) => {
          await onNode('sh', '-c', 'printf "%s\\n" "$1" >> /root/.ssh/authorized_keys', 'sh', line.trim());
        },
        stop: async () => {},
      });
      it = await ssh.aLearner();
      gateway = createServer((socket) => {
        arrivals += 1;
        socket.end('from the gateway’s host\n');
      }).listen(0, '0.0.0.0');
      await once(gateway, 'listening');
    });
    afterAll(async () => {
      gateway?.close();
      await ssh?.[Symbol.asyncDispose]();
      await engine?.close();
    });

    test('shells, commands and their ends are the node’s', async () => {
      const { out } = await it.client.inTerminal(
        `stty cols 97 rows 33; ssh -F config ${it.at}@lab`,
        'hostname; stty size; tty; echo $LANG $TERM; exit\n',
      );
      expect(out).toMatch(/host1\r\n33 97\r\n\/dev\/pts\/\d+\r\nC\.UTF-8 xterm-256color\r\n/);
      const ran = await it.client.run('ssh', [`${it.at}.host1@lab`, 'hostname; echo oops >&2; exit 9']);
      expect(ran).toEqual({ code: 9, out: 'host1\n', err: 'oops\n' });
    });

    test.each([
      ['scp', []],
      ['scp by its own protocol', ['-O']],
    ])('%s moves 50 MB both ways, unchanged', async (_name, options) => {
      writeFileSync(join(it.client.folder, 'large'), Buffer.alloc(50 * megabyte, 'springboard'));
      const sum = (
        await it.client.run('ssh', [`${it.at}@lab`, 'sha256sum'], {
          input: Buffer.alloc(50 * megabyte, 'springboard'),
        })
      ).out;
      expect((await it.client.run('scp', [...options, 'large', `${it.at}@lab:/root/up`])).code).toBe(0);
      expect((await onNode('sha256sum', '/root/up')).split(' ')[0]).toBe(sum.split(' ')[0]);
      expect((await it.client.run('scp', [...options, `${it.at}@lab:/root/up`, 'down'])).code).toBe(0);
      const back = await it.client.run('ssh', [`${it.at}@lab`, 'cmp - /root/up && echo same'], {
        input: Buffer.alloc(50 * megabyte, 'springboard'),
      });
      expect(back.out).toBe('same\n');
    });

    test('sftp works on the node’s files', async () => {
      const input = 'put large /root/by-sftp\nrename /root/by-sftp /root/renamed\nls -l /root/renamed\n';
      const { code, out } = await it.client.run('sftp', ['-b', '-', `${it.at}@lab`], { input });
      expect([code, out]).toEqual([0, expect.stringContaining(String(50 * megabyte))]);
    });

    test('-L and -D lead to the node by each of its names, and not to the gateway’s host, the grader or the world', async () => {
      const banner = /^SSH-2\.0-OpenSSH/;
      const local = await forwarding(it.client, it.at, (own) => ['-L', `${own}:localhost:22`]);
      expect(await ask(connect(local.port, '127.0.0.1'), 'SSH-2.0-nobody\r\n')).toMatch(banner);
      local.child.kill();
      const { port, child } = await forwarding(it.client, it.at, (own) => ['-D', String(own)]);
      const asked = async (host: string, to: number) =>
        ask(await throughSocks(port, host, to), 'SSH-2.0-nobody\r\n');
      for (const host of ['localhost', '127.0.0.1', 'host1', '10.77.0.11'])
        expect(await asked(host, 22)).toMatch(banner);
      const there = (gateway.address() as AddressInfo).port;
      const own = Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .map(({ address }) => address);
      const places = [
        ...own,
        managementAddress,
        managementAddress.replace(/\d+$/, (last) => String(Number(last) + 1)),
        '169.254.169.254',
        '10.77.0.250',
        '10.77.0.1',
        '10.77.0.12',
        'grader',
        'example.org',
      ];
      for (const host of new Set(places)) expect([host, await asked(host, there)]).toEqual([host, '']);
      // 127.0.0.1 is the node’s own, where nobody listens; so are the well-known ports of a platform.
      for (const to of [7800, 7801, 7802, 8443]) expect(await asked('127.0.0.1', to)).toBe('');
      expect(arrivals).toBe(0);
      child.kill();
    });

    test('a node that is frozen for a while keeps its shells', async () => {
      const child = it.client.start('ssh', ['-tt', `${it.at}@lab`]);
      let out = '';
      child.stdout.on('data', (data: Buffer) => {
        out += data.toString();
      });
      const closed = once(child, 'close');
      child.stdin.write('echo be"fore"\n');
      await expect.poll(() => out, { timeout: 10_000 }).toContain('before');
      await engine.driver.freeze(spec.id);
      child.stdin.write('echo af"ter"; exit 6\n');
      // Over the same gateway, there and back: what was typed before is on its way to the node by then.
      expect((await it.client.run('ssh', ['nobody@lab'])).code).toBe(255);
      expect(out).not.toContain('after');
      await engine.driver.thaw(spec.id);
      expect((await closed)[0]).toBe(6);
      expect(out).toContain('after');
    });
  },
);

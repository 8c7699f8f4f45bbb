import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentSpec } from '@springboard/environments/driver.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBridge } from './bridge.ts';
import { EngineProxy } from './engine-proxy.ts';
import { IncusError } from './errors.ts';
import { engineAbsent, engineSocket, openTestDriver } from './int-support.ts';
import { instanceName, labNetworkName } from './names.ts';
import { nodeAddress } from './subnet.ts';

const absent = await engineAbsent();
const patience = () => AbortSignal.timeout(500_000);
const nothing = () => undefined;

/** What happens around the engine while the driver works: it goes away, others are at work in it, things are half there. */
describe.skipIf(absent !== undefined)(
  `resilience${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  () => {
    let folder: string;
    let socket: string;
    let proxy: EngineProxy;
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let spec: EnvironmentSpec;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'engine-'));
      socket = join(folder, 'unix.socket');
      proxy = new EngineProxy(engineSocket);
      await proxy.listen(socket);
      test = await openTestDriver({ endpoint: { kind: 'unix', socket } });
      spec = test.newSpec();
    });
    afterEach(async () => {
      await test.driver.destroy(spec.id);
      spec = test.newSpec();
    });
    afterAll(async () => {
      await test.close();
      await proxy.close();
      await rm(folder, { recursive: true });
    });

    it('goes on by itself, or says that the engine cannot be reached, when the connection breaks at any stage', async () => {
      for (const stage of ['network', 'nodes', 'boot'] as const) {
        const outcome = await test.driver
          .apply(
            spec,
            (event) => {
              if (event.stage === stage && event.status === 'started') setTimeout(() => proxy.cut(), 60);
            },
            patience(),
          )
          .then(
            () => 'applied',
            (error: unknown) => error,
          );
        if (outcome !== 'applied') expect(outcome).toMatchObject({ name: 'DriverError', retryable: true });
        const applied = await test.driver.apply(spec, nothing, patience());
        expect(applied.nodes.host1?.hostKey).toMatch(/^ssh-ed25519 /);
        await test.driver.destroy(spec.id);
      }
    });

    it('learns of the end of an operation although the event stream broke meanwhile', async () => {
      await test.driver.apply(spec, nothing, patience());
      const instance = instanceName(spec.id, 'grader');
      const { project } = await test.project();
      const body = { action: 'stop', force: true, timeout: -1 };
      const { finished } = await test.driver.client.start('PUT', `/1.0/instances/${instance}/state`, body, {
        project,
      });
      const ended = finished();
      test.driver.client.breakEvents();
      expect((await ended).status_code).toBe(200);
      expect((await test.driver.inspect(spec.id))?.nodes).toContainEqual({
        name: 'grader',
        status: 'stopped',
      });
    });

    it('says that the engine is away, and works again when it is back', async () => {
      await proxy.close();
      const away = { name: 'DriverError', kind: 'unreachable' };
      await expect(test.driver.apply(spec, nothing, patience())).rejects.toMatchObject(away);
      await expect(test.driver.list()).rejects.toMatchObject(away);
      await expect(test.driver.destroy(spec.id)).rejects.toMatchObject(away);
      await expect(
        test.driver.exec(spec.id, 'host1', { command: ['true'], timeoutMs: 60_000 }),
      ).rejects.toMatchObject(away);
      expect(await test.driver.health()).toMatchObject({ available: false });
      proxy = new EngineProxy(engineSocket);
      await proxy.listen(socket);
      expect(await test.driver.health()).toMatchObject({ available: true });
      await test.driver.apply(spec, nothing, patience());
    });

    it('fails an exec whose connection broke instead of waiting for ever, and leaves no process behind', async () => {
      await test.driver.apply(spec, nothing, patience());
      const mark = `63${Date.now() % 100_000}`;
      const running = test.driver
        .exec(spec.id, 'host1', {
          command: ['sh', '-c', `sleep ${mark} & sleep ${mark}`],
          timeoutMs: 120_000,
        })
        .then(
          ({ exitCode }) => exitCode,
          (error: unknown) => error,
        );
      const count = async () => {
        const found = await test.driver.exec(spec.id, 'host1', {
          command: ['pgrep', '-fxc', `sleep ${mark}`],
          timeoutMs: 60_000,
        });
        return Buffer.from(found.stdout).toString().trim();
      };
      await expect.poll(count, { timeout: 60_000 }).toBe('2');
      proxy.cut();
      const outcome = await running;
      if (outcome !== null) expect(outcome).toMatchObject({ name: 'DriverError' });
      await expect.poll(count, { timeout: 60_000 }).toBe('0');
    });

    it('starts nodes that were stopped, and makes those that are gone', async () => {
      const first = await test.driver.apply(spec, nothing, patience());
      const { project } = await test.project();
      const path = (node: string) => `/1.0/instances/${instanceName(spec.id, node)}`;
      const stop = { action: 'stop', force: true, timeout: -1 };
      for (const node of ['host1', 'grader']) {
        await test.driver.client.run('PUT', `${path(node)}/state`, stop, { project });
      }
      await test.driver.client.run('DELETE', path('grader'), undefined, { project });
      const again = await test.driver.apply(spec, nothing, patience());
      expect(again).toEqual(first);
      expect((await test.driver.inspect(spec.id))?.nodes).toHaveLength(2);
    });

    it('takes the next address when its first choice is taken', async () => {
      const other = test.newSpec();
      await test.driver.apply(other, nothing, patience());
      const { project, management } = await test.project();
      const wanted = nodeAddress(management.subnet, spec.id, 'host1', 0);
      const path = `/1.0/instances/${instanceName(other.id, 'grader')}`;
      const devices = {
        eth1: {
          type: 'nic',
          name: 'eth1',
          network: management.network,
          'ipv4.address': wanted,
          'security.ipv4_filtering': 'true',
        },
      };
      await test.driver.client.change('PATCH', path, { devices }, { project });
      const applied = await test.driver.apply(spec, nothing, patience());
      expect(applied.nodes.host1?.managementAddress).toBe(
        nodeAddress(management.subnet, spec.id, 'host1', 1),
      );
      await test.driver.destroy(other.id);
    });

    it('thaws frozen nodes, and destroys them', async () => {
      await test.driver.apply(spec, nothing, patience());
      const { project } = await test.project();
      const freeze = { action: 'freeze', timeout: 5 };
      await test.driver.client.run('PUT', `/1.0/instances/${instanceName(spec.id, 'host1')}/state`, freeze, {
        project,
      });
      const node = (await test.driver.inspect(spec.id))?.nodes.find(({ name }) => name === 'host1');
      expect(node?.status).toBe('frozen');
      const request = { command: ['true'], timeoutMs: 60_000 };
      await expect(test.driver.exec(spec.id, 'host1', request)).rejects.toMatchObject({ kind: 'failed' });
      await test.driver.destroy(spec.id);
      expect(await test.driver.inspect(spec.id)).toBeUndefined();
    });

    it('touches nothing that carries other labels, even under the same name', async () => {
      const name = labNetworkName(test.installation, spec.id);
      await createBridge(test.driver.client, {
        name,
        type: 'bridge',
        config: { 'ipv4.address': 'none', 'ipv6.address': 'none' },
      });
      try {
        await expect(test.driver.apply(spec, nothing, patience())).rejects.toMatchObject({ kind: 'refused' });
        await test.driver.destroy(spec.id);
        expect(await test.driver.list()).toEqual([]);
      } finally {
        await test.driver.client.change('DELETE', `/1.0/networks/${name}`, undefined);
      }
    });

    it('does not take what a killed save left behind for a save point', async () => {
      await test.driver.apply(spec, nothing, patience());
      const { project } = await test.project();
      const snapshots = `/1.0/instances/${instanceName(spec.id, 'host1')}/snapshots`;
      await test.driver.client.run('POST', snapshots, { name: 'sp-start' }, { project });
      await test.driver.freeze(spec.id);
      expect((await test.driver.inspect(spec.id))?.savePoints).toEqual([]);
      await expect(test.driver.rewind(spec, 'start', nothing, patience())).rejects.toMatchObject({
        kind: 'missing',
      });
      const write = { command: ['sh', '-c', 'echo later >/root/moment; sync'], timeoutMs: 60_000 };
      await test.driver.thaw(spec.id);
      await test.driver.exec(spec.id, 'host1', write);
      await test.driver.save(spec.id, 'start');
      await test.driver.rewind(spec, 'start', nothing, patience());
      const read = await test.driver.exec(spec.id, 'host1', {
        command: ['cat', '/root/moment'],
        timeoutMs: 60_000,
      });
      expect(Buffer.from(read.stdout).toString()).toBe('later\n');
    });

    it.each(['save', 'rewind'] as const)(
      'completes a %s whose connection broke at any moment',
      async (call) => {
        await test.driver.apply(spec, nothing, patience());
        if (call === 'rewind') await test.driver.save(spec.id, 'start');
        for (const ms of [20, 80, 200, 500]) {
          const work = () =>
            call === 'save'
              ? test.driver.save(spec.id, `at-${ms}`)
              : test.driver.rewind(spec, 'start', nothing, patience());
          setTimeout(() => proxy.cut(), ms);
          const outcome = await work().then(
            () => 'done',
            (error: unknown) => error,
          );
          if (outcome !== 'done') expect(outcome).toMatchObject({ name: 'DriverError', retryable: true });
          await work();
          const seen = await test.driver.inspect(spec.id);
          expect(seen?.nodes.map(({ status }) => status)).toEqual(['running', 'running']);
          if (call === 'save') expect(seen?.savePoints).toContain(`at-${ms}`);
        }
      },
    );

    it('says what broke when a node does not come up', async () => {
      const broken = {
        ...spec,
        topology: {
          ...spec.topology,
          nodes: spec.topology.nodes.map((node) => ({ ...node, memory: '1MiB' })),
        },
      };
      await expect(test.driver.apply(broken, nothing, patience())).rejects.toMatchObject({
        name: 'DriverError',
        cause: expect.any(IncusError),
      });
      await test.driver.destroy(broken.id);
      expect(await test.driver.inspect(broken.id)).toBeUndefined();
    });
  },
);

import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeChanges } from './conformance-changes.ts';
import type { EnvironmentDriver, EnvironmentSpec, ExecRequest, StageEvent } from './driver.ts';

/** What the conformance suite needs of the driver under test. */
export interface ConformanceTarget {
  readonly driver: EnvironmentDriver;
  /** A new environment of two nodes: `host1` with a terminal, and the hidden `grader`. Nodes have sh and coreutils. */
  newSpec(): EnvironmentSpec;
  /** Starts a TCP echo on a node, which ends a connection when its input has ended, and returns the port. */
  startEcho(id: string, node: string): Promise<number>;
  /** Stops one node behind the driver's back, as its root does with `poweroff`. */
  stopNode(id: string, node: string): Promise<void>;
  /** False for a driver without disks, of which a rewind brings nothing back. */
  readonly keepsDisks: boolean;
  close(): Promise<void>;
}

const patience = AbortSignal.timeout.bind(AbortSignal, 500_000);

/** Registers the tests that every driver has to pass. `setup` is called once. */
export function describeConformance(title: string, setup: () => Promise<ConformanceTarget>): void {
  describe(title, () => {
    let target: ConformanceTarget;
    const made = new Set<string>();
    const fresh = () => {
      const spec = target.newSpec();
      made.add(spec.id);
      return spec;
    };
    const apply = (spec: EnvironmentSpec, report: (event: StageEvent) => void = () => undefined) =>
      target.driver.apply(spec, report, patience());

    beforeAll(async () => {
      target = await setup();
    });
    afterAll(async () => {
      await target.close();
    });

    describe('lifecycle', () => {
      afterEach(async () => {
        await Promise.all([...made].map((id) => target.driver.destroy(id)));
        made.clear();
      });

      it('applies stage by stage, in order', async () => {
        const spec = fresh();
        const events: string[] = [];
        const applied = await apply(spec, ({ stage, status }) => events.push(`${stage} ${status}`));
        expect(events).toEqual(
          ['network', 'nodes', 'boot'].flatMap((stage) => [`${stage} started`, `${stage} finished`]),
        );
        expect(applied.nodes.host1?.managementAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
        expect(applied.nodes.host1?.hostKey).toMatch(/^ssh-ed25519 [A-Za-z0-9+/=]+$/);
        expect(applied.nodes.grader).toEqual({ managementAddress: null, hostKey: null });
        const seen = await target.driver.inspect(spec.id);
        expect(seen?.nodes.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
          { name: 'grader', status: 'running' },
          { name: 'host1', status: 'running' },
        ]);
        expect(seen?.networks).toHaveLength(1);
      });

      it('gives the same answer when applied again', async () => {
        const spec = fresh();
        const first = await apply(spec);
        expect(await apply(spec)).toEqual(first);
      });

      it('lets two calls apply the same environment at once', async () => {
        const spec = fresh();
        const [one, two] = await Promise.all([apply(spec), apply(spec)]);
        expect(one).toEqual(two);
        expect((await target.driver.inspect(spec.id))?.nodes).toHaveLength(2);
      });

      it.each(['network', 'nodes', 'boot'] as const)(
        'cancelled in stage %s, leaves something that can be completed or destroyed',
        async (stage) => {
          const spec = fresh();
          const abort = new AbortController();
          const applying = target.driver.apply(
            spec,
            (event) => {
              if (event.stage === stage && event.status === 'started') abort.abort();
            },
            abort.signal,
          );
          await expect(applying).rejects.toMatchObject({ name: 'DriverError', kind: 'cancelled' });
          expect((await target.driver.list()).map(({ id }) => id)).toContain(spec.id);
          await apply(spec);
          expect((await target.driver.inspect(spec.id))?.nodes).toHaveLength(2);
        },
      );

      it.each([0, 5, 20, 60, 150, 300, 600])(
        'destroyed right after a cancel at %i ms, leaves nothing',
        async (ms) => {
          const spec = fresh();
          const abort = new AbortController();
          const applying = target.driver.apply(spec, () => undefined, abort.signal);
          const settled = applying.then(
            () => undefined,
            (error: unknown) => error,
          );
          await delay(ms);
          abort.abort();
          const error = await settled;
          if (error !== undefined) expect(error).toMatchObject({ name: 'DriverError', kind: 'cancelled' });
          await target.driver.destroy(spec.id);
          expect(await target.driver.inspect(spec.id)).toBeUndefined();
          expect((await target.driver.list()).map(({ id }) => id)).not.toContain(spec.id);
        },
      );

      it('refuses a signal that was aborted before', async () => {
        const spec = fresh();
        await expect(target.driver.apply(spec, () => undefined, AbortSignal.abort())).rejects.toMatchObject({
          kind: 'cancelled',
        });
        expect(await target.driver.inspect(spec.id)).toBeUndefined();
      });

      it('lets go of every call whose signal is aborted, and then changes nothing', async () => {
        const spec = fresh();
        await apply(spec);
        const { driver } = target;
        const gone = AbortSignal.abort();
        const image = Object.values(spec.images)[0] ?? { name: '', hash: '' };
        const outcomes = await Promise.allSettled([
          driver.inspect(spec.id, gone),
          driver.list(gone),
          driver.capacity(gone),
          driver.usage(spec.id, gone),
          driver.hasImage(image, gone),
          driver.save(spec.id, 'start', gone),
          driver.deleteSavePoint(spec.id, 'start', gone),
          driver.destroy(spec.id, gone),
        ]);
        for (const outcome of outcomes) {
          expect(outcome).toMatchObject({ reason: { name: 'DriverError', kind: 'cancelled' } });
        }
        expect(await driver.inspect(spec.id)).toMatchObject({
          nodes: [{ status: 'running' }, { status: 'running' }],
          savePoints: [],
        });
      });

      it('is destroyed by a second call when the first was cancelled anywhere', async () => {
        for (const ms of [0, 30, 150, 400]) {
          const spec = fresh();
          await apply(spec);
          const abort = new AbortController();
          const destroying = target.driver.destroy(spec.id, abort.signal).then(
            () => undefined,
            (error: unknown) => error,
          );
          await delay(ms);
          abort.abort();
          const error = await destroying;
          if (error !== undefined) expect(error).toMatchObject({ name: 'DriverError', kind: 'cancelled' });
          await target.driver.destroy(spec.id);
          expect(await target.driver.inspect(spec.id)).toBeUndefined();
        }
      });

      it('lists what is half-made', async () => {
        const spec = fresh();
        const abort = new AbortController();
        const applying = target.driver.apply(
          spec,
          ({ stage, status }) => {
            if (stage === 'network' && status === 'finished') abort.abort();
          },
          abort.signal,
        );
        await expect(applying).rejects.toMatchObject({ kind: 'cancelled' });
        const listed = (await target.driver.list()).find(({ id }) => id === spec.id);
        expect(listed?.networks).toHaveLength(1);
      });

      it('destroys what is missing, twice and at once', async () => {
        const spec = fresh();
        await target.driver.destroy(spec.id);
        await apply(spec);
        await Promise.all([target.driver.destroy(spec.id), target.driver.destroy(spec.id)]);
        await target.driver.destroy(spec.id);
        expect(await target.driver.inspect(spec.id)).toBeUndefined();
      });

      it('says which image is missing', async () => {
        const spec = fresh();
        const missing = { name: 'no-such-image', hash: '0123456789ab' };
        const wrong = { ...spec, images: { ...spec.images, host1: missing } };
        expect(await target.driver.hasImage(missing)).toBe(false);
        await expect(apply(wrong)).rejects.toMatchObject({ kind: 'image-missing' });
      });

      it('says that a node or environment is not there', async () => {
        const spec = fresh();
        const request = { command: ['true'], timeoutMs: 60_000 };
        const missing = { name: 'DriverError', kind: 'missing' };
        await expect(target.driver.exec(spec.id, 'host1', request)).rejects.toMatchObject(missing);
        await expect(target.driver.connect(spec.id, 'host1', 22)).rejects.toMatchObject(missing);
        await apply(spec);
        await expect(target.driver.exec(spec.id, 'nobody', request)).rejects.toMatchObject(missing);
      });
    });

    describeChanges(() => target);

    describe('on a running environment', () => {
      let spec: EnvironmentSpec;
      beforeAll(async () => {
        spec = target.newSpec();
        await apply(spec);
      });
      afterAll(async () => {
        await target.driver.destroy(spec.id);
      });
      const run = async (command: string[], rest: Partial<ExecRequest> = {}, node = 'host1') => {
        const result = await target.driver.exec(spec.id, node, { command, timeoutMs: 60_000, ...rest });
        return {
          ...result,
          out: Buffer.from(result.stdout).toString(),
          err: Buffer.from(result.stderr).toString(),
        };
      };
      const sh = (script: string, rest?: Partial<ExecRequest>, node?: string) =>
        run(['sh', '-c', script], rest, node);

      it.each(['host1', 'grader'])('runs programs on %s and tells the streams apart', async (node) => {
        const result = await sh('echo out; echo err >&2', {}, node);
        expect(result).toMatchObject({
          exitCode: 0,
          out: 'out\n',
          err: 'err\n',
          timedOut: false,
          truncated: false,
        });
        expect(result.durationMs).toBeGreaterThan(0);
      });

      it.each([0, 1, 3, 42, 100, 126, 255])('reports exit code %i', async (code) => {
        expect((await sh(`exit ${code}`)).exitCode).toBe(code);
      });

      it('reports a program that does not exist as 127', async () => {
        expect((await run(['no-such-program-at-all'])).exitCode).toBe(127);
      });

      it('reports no exit code for a program that a signal killed', async () => {
        expect(await sh('kill -9 $$')).toMatchObject({ exitCode: null, timedOut: false });
      });

      it('passes arguments as they are, without a shell', async () => {
        const args = ['a b', '$HOME', "it's", '', '*', '"q"', '-n', 'ünï'];
        expect((await run(['printf', '%s|', ...args])).out).toBe(`${args.join('|')}|`);
      });

      it('passes the environment, and only to this run', async () => {
        expect((await sh('printf "%s" "$GREETING"', { env: { GREETING: "it's a = b" } })).out).toBe(
          "it's a = b",
        );
        expect((await sh('printf "%s" "$GREETING"')).out).toBe('');
      });

      it('gives standard input byte for byte and closes it', async () => {
        const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
        const result = await run(['cat'], { stdin: bytes });
        expect(Buffer.compare(result.stdout, bytes)).toBe(0);
        expect((await run(['wc', '-c'], { stdin: 'héllo' })).out.trim()).toBe('6');
        expect((await run(['cat'])).out).toBe('');
      });

      it('does not mind a program that leaves its input unread', async () => {
        expect((await run(['true'], { stdin: 'x'.repeat(300_000) })).exitCode).toBe(0);
      });

      it('drops output beyond the limit, and says so', async () => {
        const result = await sh('head -c 3000000 /dev/zero; echo end >&2', { maxOutputBytes: 1000 });
        expect(result).toMatchObject({ exitCode: 0, truncated: true, err: 'end\n' });
        expect(result.stdout).toHaveLength(1000);
        const exact = await sh('head -c 1000 /dev/zero', { maxOutputBytes: 1000 });
        expect(exact).toMatchObject({ truncated: false });
        expect(exact.stdout).toHaveLength(1000);
      });

      it('keeps 256 KiB by default', async () => {
        const result = await sh('head -c 400000 /dev/zero');
        expect(result.truncated).toBe(true);
        expect(result.stdout).toHaveLength(256 * 1024);
      });

      it('kills the whole process group at the time limit and keeps what was printed', async () => {
        const mark = `61${Date.now() % 100_000}`;
        const left = async () => (await run(['pgrep', '-fx', `sleep ${mark}`])).out;
        const result = await sh(`echo begun; sleep ${mark} & sleep ${mark}`, { timeoutMs: 5_000 });
        expect(result).toMatchObject({ exitCode: null, timedOut: true, out: 'begun\n' });
        await expect.poll(left, { timeout: 60_000 }).toBe('');
      });

      it('kills the process group when the signal is aborted', async () => {
        const mark = `62${Date.now() % 100_000}`;
        const left = async () => (await run(['pgrep', '-fx', `sleep ${mark}`])).out;
        const abort = new AbortController();
        const running = sh(`sleep ${mark} & sleep ${mark}`, { signal: abort.signal });
        const count = async () => (await run(['pgrep', '-fxc', `sleep ${mark}`])).out.trim();
        await expect.poll(count, { timeout: 60_000 }).toBe('2');
        abort.abort();
        expect(await running).toMatchObject({ exitCode: null, timedOut: false });
        await expect.poll(left, { timeout: 60_000 }).toBe('');
      });

      it('refuses to begin with an aborted signal', async () => {
        await expect(sh('true', { signal: AbortSignal.abort() })).rejects.toMatchObject({
          kind: 'cancelled',
        });
      });

      it('runs many programs at once without mixing them up', async () => {
        const outs = await Promise.all(
          Array.from({ length: 12 }, async (_, n) => (await sh(`echo ${n}`)).out),
        );
        expect(outs).toEqual(Array.from({ length: 12 }, (_, n) => `${n}\n`));
      });

      it.each(['host1', 'grader'])('connects to a port of %s and closes one half at a time', async (node) => {
        const port = await target.startEcho(spec.id, node);
        const stream = await target.driver.connect(spec.id, node, port);
        const sent = `${'x'.repeat(200_000)}end`;
        stream.write(sent);
        stream.end();
        expect(await text(stream)).toBe(sent);
      });

      it('cancels connecting', async () => {
        await expect(target.driver.connect(spec.id, 'host1', 22, AbortSignal.abort())).rejects.toMatchObject({
          kind: 'cancelled',
        });
      });
    });
  });
}

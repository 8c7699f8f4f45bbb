import { seedsOf } from '@springboard/grading/contract/test-lab.ts';
import { openFolder } from '@springboard/grading/testing/folder-environment.ts';
import { loadLab } from '@springboard/lab-format/load-lab.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { expect, test } from 'vitest';
import { CliError } from '../api/errors.ts';
import { type Round, type RoundResult, runRounds } from './rounds.ts';
import { brokenLabs, filesOf } from './testing/broken-labs.ts';

async function definitionOf(changes: Parameters<typeof filesOf>[0]) {
  await using folder = await writeLab(filesOf(changes));
  const { lab } = await loadLab(folder.lab);
  if (!lab) throw new Error('the lab does not load');
  return lab.definition;
}
const sound = await definitionOf({});
const broken = await definitionOf(brokenLabs.contract['setup fails'] ?? {});

/** An engine of folders that counts what is open. */
function folders(refuse?: Error) {
  const open = new Map<object, AsyncDisposable>();
  const seen = { most: 0, destroyed: 0 };
  return {
    open,
    seen,
    engine: {
      open: async () => {
        if (refuse) throw refuse;
        const environment = await openFolder({ name: 'linux-single' });
        open.set(environment, environment);
        seen.most = Math.max(seen.most, open.size);
        return { environment, shells: ['incus exec there -- bash'] };
      },
      destroy: async ({ environment }: { environment: object }) => {
        await open.get(environment)?.[Symbol.asyncDispose]();
        open.delete(environment);
        seen.destroyed++;
      },
    },
  };
}

async function run(
  rounds: Round[],
  world: ReturnType<typeof folders>,
  more: { jobs?: number; keep?: boolean; signal?: AbortSignal } = {},
) {
  const told: RoundResult[] = [];
  const results = await runRounds({
    rounds,
    engine: world.engine,
    jobs: more.jobs ?? 1,
    keep: more.keep ?? false,
    signal: more.signal ?? new AbortController().signal,
    onEvent: () => undefined,
    onResult: (_, result) => {
      told.push(result);
    },
  });
  expect(told).toEqual(results);
  return results;
}

const round = (lab: Round['lab'], number: number): Round => ({ lab, round: number, seed: `s${number}` });

test('a round that fails does not end the others, and no environment is left', {
  timeout: 60_000,
}, async () => {
  const world = folders();
  const results = await run([round(sound, 1), round(broken, 1), round(sound, 2)], world, { jobs: 2 });
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true, true]);
  expect(results.find(({ round: number }) => number === 2)?.report?.seeds.map(({ seed }) => seed)).toEqual(
    seedsOf('s2'),
  );
  expect(world.seen).toEqual({ most: 2, destroyed: 3 });
});

test('what failed is kept when it was asked for, with the way in; what held is not', {
  timeout: 60_000,
}, async () => {
  const world = folders();
  const results = await run([round(sound, 1), round(broken, 1)], world, { keep: true });
  expect(results.map(({ kept }) => kept)).toEqual([[], ['incus exec there -- bash']]);
  expect(world.open.size).toBe(1);
  for (const kept of world.open.values()) await kept[Symbol.asyncDispose]();
});

test('without an environment there is no report, and the reason with its remedy', async () => {
  const refuse = new CliError(
    1,
    'The engine does not hold the image x.',
    'Build it: springboard images build x',
  );
  const [result] = await run([round(sound, 1)], folders(refuse));
  expect(result).toMatchObject({
    ok: false,
    report: undefined,
    trouble: 'The engine does not hold the image x.\nBuild it: springboard images build x',
  });
});

test('ended by its person: what was open is removed, and nothing more begins', async () => {
  const world = folders();
  const abort = new AbortController();
  const engine = {
    ...world.engine,
    open: async () => world.engine.open().finally(() => abort.abort(new Error('Enough.'))),
  };
  await expect(
    run([round(sound, 1), round(sound, 2)], { ...world, engine }, { signal: abort.signal }),
  ).rejects.toThrow('Enough.');
  expect(world.open.size).toBe(0);
  expect(world.seen.destroyed).toBe(1);
});

import type { LabTestStep, LabTestView } from '@springboard/contracts/lab-tests.ts';
import { expect, test } from 'vitest';
import { CliError, exit } from '../api/errors.ts';
import { followLabTest } from './follow.ts';

const id = '0b5a7c1d-2f4e-4a5b-8c6d-7e8f9a0b1c2d';
const step = (number: number, seed: string): LabTestStep => ({
  number,
  seed,
  task: 'one',
  step: `step ${number}`,
  ok: true,
  durationMs: 5,
  findings: [],
  checks: [],
  hasLog: false,
});
const view = (more: Partial<LabTestView>): LabTestView => ({
  id,
  lab: 'a/b',
  title: 'A lab',
  source: 'files',
  commit: null,
  hash: 'h',
  seed: 's',
  state: 'running',
  reason: null,
  by: null,
  createdAt: '2026-05-05T10:00:00.000Z',
  startedAt: null,
  endedAt: null,
  revision: 1,
  now: null,
  steps: [],
  kept: null,
  ...more,
});

type Stream = readonly (LabTestView | Error)[];

/** Follows a test whose streams are these, one after the other; answers what was told. */
async function follow(streams: readonly Stream[], patience = { forMs: 1_000, pauseMs: 1 }) {
  const told: string[] = [];
  const left = [...streams];
  const api = {
    async *events() {
      for (const one of left.shift() ?? []) {
        if (one instanceof Error) throw one;
        yield JSON.stringify(one);
      }
    },
  };
  const result = await followLabTest({
    api,
    path: `/lab-tests/${id}`,
    signal: new AbortController().signal,
    onEvent: (event) =>
      told.push(
        event.type === 'step-finished'
          ? event.result.step
          : event.type === 'seed-started'
            ? `seed ${event.seed}`
            : event.type === 'environment'
              ? event.stage
              : event.type,
      ),
    patience,
  });
  return { told, state: result.state };
}

const away = () => new CliError(exit.away, 'away');

test('tells each step once, with the seed that it belongs to, and what is under way', async () => {
  const { told, state } = await follow([
    [
      view({ state: 'queued', now: { task: null, step: 'queue', text: 'It waits for memory.' } }),
      view({ steps: [step(1, 's')], now: { task: 'one', step: 'solve', text: null } }),
      view({ steps: [step(1, 's'), step(2, 's')], now: { task: 'one', step: 'a', text: 'not there' } }),
      view({ steps: [step(1, 's'), step(2, 's'), step(3, 's-again')], state: 'passed' }),
    ],
  ]);
  expect(told).toEqual([
    'It waits for memory.',
    'seed s',
    'step 1',
    'step-started',
    'step 2',
    'waiting',
    'seed s-again',
    'step 3',
  ]);
  expect(state).toBe('passed');
});

test('goes on after a stream that ended or was lost, and tells anew what was begun anew', async () => {
  const { told } = await follow([
    [view({ steps: [step(1, 's'), step(2, 's')] }), away()],
    [view({ steps: [step(1, 's')] })],
    [view({ steps: [step(1, 's')], state: 'failed' })],
  ]);
  expect(told).toEqual(['seed s', 'step 1', 'step 2', 'seed s', 'step 1']);
});

test('gives up on a platform that stays away, and at once on one that refuses', async () => {
  const streams = Array.from({ length: 50 }, () => [away()]);
  await expect(follow(streams, { forMs: 5, pauseMs: 1 })).rejects.toMatchObject({ code: exit.away });
  const refused = new CliError(exit.forbidden, 'no');
  await expect(follow([[refused], [view({ state: 'passed' })]])).rejects.toBe(refused);
});

import { describe, expect, it } from 'vitest';
import { viewStages } from './stages.ts';

type Event = Parameters<typeof viewStages>[0][number];
const start = Date.parse('2026-01-01T00:00:00Z');
let at = 0;
const event = (
  stage: Event['stage'],
  stageStatus: Event['stageStatus'],
  more: Partial<Event> = {},
): Event => {
  at += 1_000;
  return { at: new Date(start + at), stage, stageStatus, message: null, durationMs: null, ...more };
};
const statuses = (events: Event[]) => viewStages(events, 'cold').map((view) => view.status);

describe('viewStages', () => {
  it('shows every stage from the beginning, in order', () => {
    expect(viewStages([], 'cold').map((view) => view.stage)).toEqual([
      'queue',
      'network',
      'nodes',
      'boot',
      'healthy',
      'setup',
    ]);
    expect(statuses([])).toEqual(Array(6).fill('waiting'));
  });

  it('shows the time a stage took, and the message of the one that runs', () => {
    const [queue, network] = viewStages(
      [
        event('queue', 'started'),
        event('queue', 'finished', { durationMs: 1_000 }),
        event('network', 'started'),
        event('network', 'progress', { message: 'making the bridge' }),
      ],
      'cold',
    );
    expect(queue).toMatchObject({ status: 'done', durationMs: 1_000, message: null });
    expect(network).toMatchObject({ status: 'running', durationMs: null, message: 'making the bridge' });
  });

  it('begins the later stages anew when an earlier one does, after a crash', () => {
    const done = (stage: Event['stage']) => [
      event(stage, 'started'),
      event(stage, 'finished', { durationMs: 1 }),
    ];
    const before = [...done('queue'), ...done('network'), ...done('nodes'), event('boot', 'started')];
    expect(statuses(before)).toEqual(['done', 'done', 'done', 'running', 'waiting', 'waiting']);
    const after = [...before, event('network', 'started')];
    expect(statuses(after)).toEqual(['done', 'running', 'waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('keeps a failed stage failed', () => {
    const failed = [
      event('nodes', 'started'),
      event('nodes', 'failed', { message: 'no room', durationMs: 7 }),
    ];
    expect(viewStages(failed, 'cold')[2]).toMatchObject({
      status: 'failed',
      durationMs: 7,
      message: 'no room',
    });
  });

  it('shows the stages of the present course only, and nothing that an earlier course did', () => {
    const cold = ['queue', 'network', 'nodes', 'boot', 'healthy', 'setup'] as const;
    const made = cold.flatMap((stage) => [
      event(stage, 'started'),
      event(stage, 'finished', { durationMs: 1 }),
    ]);
    const rewinding = viewStages([...made, event('restore', 'started')], 'rewind');
    expect(rewinding.map(({ stage, status }) => [stage, status])).toEqual([
      ['restore', 'running'],
      ['boot', 'waiting'],
      ['healthy', 'waiting'],
      ['setup', 'waiting'],
    ]);
    const waking = viewStages([...made, event('thaw', 'started')], 'resume');
    expect(waking.map(({ stage, status }) => [stage, status])).toEqual([
      ['thaw', 'running'],
      ['healthy', 'waiting'],
    ]);
  });
});

import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type {
  EnvironmentState,
  EnvironmentView,
  Stage,
  StageView,
} from '@springboard/contracts/environments.ts';
import { describe, expect, it } from 'vitest';
import { anAttempt, anEnvironment } from '../../testing/an-attempt.ts';
import { keepsScreens, phaseOf, shownStages, stageTime, workedFor } from './phase.ts';

const within = (state: EnvironmentState, promptOpen = false): AttemptView =>
  anAttempt({ environment: anEnvironment({ state, promptOpen }) });

describe('phaseOf', () => {
  it.each([
    ['queued', false, 'queued'],
    ['provisioning', false, 'provisioning'],
    ['provisioning', true, 'opening'],
    ['claimed', false, 'provisioning'],
    ['claimed', true, 'opening'],
    ['ready', true, 'ready'],
    ['saving', true, 'saving'],
    ['paused', true, 'paused'],
    ['paused', false, 'paused'],
    ['failed', false, 'failed'],
    ['lost', false, 'lost'],
    ['destroying', false, 'gone'],
    ['destroyed', false, 'gone'],
  ] as const)('environment %s (prompt open: %s) → %s', (state, open, phase) => {
    expect(phaseOf(within(state, open))).toBe(phase);
  });

  it('lets the end of the attempt win over whatever the environment does', () => {
    expect(phaseOf({ ...within('ready', true), state: 'finished' })).toBe('finished');
    expect(phaseOf({ ...within('lost'), state: 'abandoned' })).toBe('abandoned');
    expect(phaseOf(anAttempt({ environment: null }))).toBe('gone');
  });
});

const stage = (name: Stage, status: StageView['status'], durationMs: number | null = null): StageView => ({
  stage: name,
  status,
  startedAt: '2026-01-05T09:00:00.000Z',
  durationMs,
  message: null,
});
const onCourse = (over: Partial<EnvironmentView>) => anAttempt({ environment: anEnvironment(over) });

describe('the way back from a pause', () => {
  const pause = {
    reason: 'idle',
    since: '2026-01-05T08:59:00.000Z',
    keptUntil: '2026-01-08T08:59:00.000Z',
  } as const;
  const paused = { state: 'paused', course: 'resume', promptOpen: false, pause } as const;
  it('begins with its first stage, and the course alone does not count', () => {
    const waiting = { ...stage('thaw', 'waiting'), startedAt: null };
    expect(phaseOf(onCourse({ ...paused, stages: [waiting] }))).toBe('paused');
    expect(phaseOf(onCourse({ ...paused, stages: [stage('thaw', 'running')] }))).toBe('resuming');
    expect(phaseOf(onCourse({ ...paused, stages: [stage('thaw', 'done', 300)] }))).toBe('resuming');
  });
  it('lets one type as soon as the nodes are awake, before all is healthy', () => {
    const awake = [stage('thaw', 'done', 300), stage('healthy', 'running')];
    expect(phaseOf(onCourse({ ...paused, promptOpen: false, stages: awake }))).toBe('resuming');
    expect(phaseOf(onCourse({ ...paused, promptOpen: true, stages: awake }))).toBe('opening');
  });
  it('is not the way back from the pause before', () => {
    const again = { ...pause, since: '2026-01-05T10:00:00.000Z' };
    expect(phaseOf(onCourse({ ...paused, pause: again, stages: [stage('thaw', 'done', 300)] }))).toBe(
      'paused',
    );
  });
  it('does not take the stages of an earlier course for it', () => {
    const stages = [stage('boot', 'done', 900), stage('setup', 'done', 100)];
    expect(phaseOf(onCourse({ state: 'paused', course: 'cold', stages }))).toBe('paused');
  });
});

describe('a rewind', () => {
  const rewinding = { state: 'rewinding', course: 'rewind', promptOpen: true } as const;
  it('closes the terminals until the nodes have booted, whatever was open before', () => {
    const restoring = [stage('restore', 'running'), stage('boot', 'waiting')];
    expect(phaseOf(onCourse({ ...rewinding, stages: restoring }))).toBe('rewinding');
    const booted = [stage('restore', 'done', 900), stage('boot', 'done', 1200), stage('healthy', 'running')];
    expect(phaseOf(onCourse({ ...rewinding, stages: booted }))).toBe('opening');
    expect(phaseOf(onCourse({ ...rewinding, stages: booted, promptOpen: false }))).toBe('rewinding');
  });
  it('ends the screens; a pause and a save keep them', () => {
    expect(keepsScreens('rewinding')).toBe(false);
    for (const phase of ['paused', 'resuming', 'saving', 'ready'] as const)
      expect(keepsScreens(phase)).toBe(true);
  });
});

describe('shownStages', () => {
  const names = (...stages: StageView[]) =>
    shownStages(anEnvironment({ stages })).map((shown) => shown.stage);
  it('leaves out a queue nobody noticed, and keeps one that was waited in or failed', () => {
    expect(names(stage('queue', 'done', 40), stage('network', 'running'))).toEqual(['network']);
    expect(names(stage('queue', 'running'), stage('thaw', 'waiting'))).toEqual(['thaw']);
    expect(names(stage('queue', 'done', 61_000), stage('thaw', 'done', 90))).toEqual(['queue', 'thaw']);
    expect(names(stage('queue', 'failed', 10))).toEqual(['queue']);
  });
});

describe('stageTime', () => {
  const startedAt = '2026-01-05T09:00:00.000Z';
  const now = Date.parse(startedAt) + 4200;
  it('ticks while it runs, stands still once done, and is unknown before', () => {
    const base = { stage: 'boot', message: null } as const;
    expect(stageTime({ ...base, status: 'running', startedAt, durationMs: null }, now)).toBe(4200);
    expect(stageTime({ ...base, status: 'done', startedAt, durationMs: 900 }, now)).toBe(900);
    expect(stageTime({ ...base, status: 'waiting', startedAt: null, durationMs: null }, now)).toBeNull();
  });
  it('is never negative when the clocks disagree', () => {
    expect(
      stageTime({ stage: 'boot', message: null, status: 'running', startedAt, durationMs: null }, now - 9000),
    ).toBe(0);
  });
});

describe('workedFor', () => {
  it('counts from ready to the end', () => {
    const attempt = anAttempt({ finishedAt: '2026-01-05T09:10:12.000Z' });
    expect(workedFor(attempt, Date.now())).toBe(600_000);
    expect(workedFor(anAttempt({ readyAt: null }), Date.now())).toBeNull();
  });
  it('stands still while it is paused', () => {
    const pause = {
      reason: 'asked',
      since: '2026-01-05T09:05:12.000Z',
      keptUntil: '2026-01-08T09:05:12.000Z',
    } as const;
    expect(workedFor(onCourse({ state: 'paused', pause }), Date.now())).toBe(300_000);
  });
});

import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { describe, expect, it } from 'vitest';
import { anAttempt, anEnvironment } from '../../testing/an-attempt.ts';
import { phaseOf, stageTime, urgency, workedFor } from './phase.ts';

const within = (state: EnvironmentState, promptOpen = false): AttemptView =>
  anAttempt({ environment: anEnvironment({ state, promptOpen }) });

describe('phaseOf', () => {
  it.each([
    ['queued', false, 'queued'],
    ['provisioning', false, 'provisioning'],
    ['provisioning', true, 'opening'],
    ['ready', true, 'ready'],
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

describe('urgency', () => {
  it.each([
    [60 * 60_000, 'calm'],
    [20 * 60_000, 'soon'],
    [5 * 60_000, 'now'],
    [-1, 'now'],
  ] as const)('%i ms left → %s', (left, expected) => expect(urgency(left)).toBe(expected));
});

describe('workedFor', () => {
  it('counts from ready to the end', () => {
    const attempt = anAttempt({ finishedAt: '2026-01-05T09:10:12.000Z' });
    expect(workedFor(attempt, Date.now())).toBe(600_000);
    expect(workedFor(anAttempt({ readyAt: null }), Date.now())).toBeNull();
  });
});

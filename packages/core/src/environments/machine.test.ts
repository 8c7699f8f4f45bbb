import { EnvironmentState } from '@springboard/contracts/environments.ts';
import { describe, expect, it } from 'vitest';
import { edges, isEdge, livingStates } from './machine.ts';

const states = EnvironmentState.options;

describe('the edges of an environment', () => {
  it('lead from every state but the last to somewhere', () => {
    expect(states.filter((state) => edges[state].length === 0)).toEqual(['destroyed']);
  });

  it('let every state but the last two be given up', () => {
    const refused = states.filter((state) => !isEdge(state, 'destroying'));
    expect(refused).toEqual(['destroying', 'destroyed']);
  });

  it('never lead back to life: a new try is a new environment', () => {
    for (const state of ['failed', 'lost', 'destroying', 'destroyed'] as const)
      for (const living of livingStates) expect(isEdge(state, living), `${state} → ${living}`).toBe(false);
  });

  it.each([
    ['queued', 'provisioning', true],
    ['provisioning', 'pooled', true],
    ['provisioning', 'claimed', true],
    ['provisioning', 'failed', true],
    ['pooled', 'claimed', true],
    ['claimed', 'ready', true],
    ['ready', 'paused', true],
    ['paused', 'ready', true],
    ['ready', 'saving', true],
    ['saving', 'ready', true],
    ['ready', 'rewinding', true],
    ['rewinding', 'ready', true],
    ['rewinding', 'failed', true],
    ['ready', 'lost', true],
    ['paused', 'lost', true],
    ['destroying', 'destroyed', true],
    ['queued', 'ready', false],
    ['provisioning', 'ready', false],
    ['pooled', 'ready', false],
    ['paused', 'saving', false],
    ['paused', 'rewinding', false],
    ['saving', 'paused', false],
    ['saving', 'rewinding', false],
    ['claimed', 'pooled', false],
    ['provisioning', 'lost', false],
    ['ready', 'failed', false],
    ['ready', 'destroyed', false],
  ] as const)('%s → %s: %s', (from, to, legal) => {
    expect(isEdge(from, to)).toBe(legal);
  });
});

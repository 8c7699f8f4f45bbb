import { courses, Stage } from '@springboard/contracts/environments.ts';
import { describe, expect, it } from 'vitest';
import { hasPrompt, type Phase } from './phase.ts';
import { announcementOf, courseWords, phaseWords, stageWords, whyNoChecks, whyNoTerminal } from './words.ts';

const phases = Object.keys(phaseWords) as Phase[];

describe('reasons', () => {
  it('are given exactly where something cannot be done', () => {
    for (const phase of phases) {
      expect(whyNoChecks(phase) === null, `checks while ${phase}`).toBe(phase === 'ready');
      expect(whyNoTerminal(phase) === null, `terminals while ${phase}`).toBe(hasPrompt(phase));
    }
  });
});

describe('announcementOf', () => {
  it('tells where one comes from, since the same state means different things', () => {
    expect(announcementOf('ready', 'saving')).toBe('Saved.');
    expect(announcementOf('ready', 'opening')).toBe('The environment is ready.');
    expect(announcementOf('opening', 'rewinding')).toContain('New terminals');
    expect(announcementOf('opening', 'resuming')).toContain('awake again');
    expect(announcementOf('opening', 'provisioning')).toContain('The terminal is open');
  });
  it('leaves to the alert of the panel what the panel says aloud', () => {
    for (const phase of ['failed', 'lost'] as const) expect(announcementOf(phase, 'ready')).toBeNull();
  });
});

describe('stages and courses', () => {
  it('have words of their own each', () => {
    const doing = Stage.options.map((stage) => stageWords[stage].doing);
    expect(new Set(doing).size).toBe(Stage.options.length);
    for (const course of Object.keys(courses) as (keyof typeof courses)[])
      expect(courseWords[course].title).not.toBe('');
  });
});

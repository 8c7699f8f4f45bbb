import type { Role } from '@springboard/contracts/roles.ts';

/**
 * How an attempt went. `passed` and `failed`: finished, with enough points or without. `given-up`: finished soon, with next to nothing. `running`: under
 * way. `stuck`: under way, and its checks go on failing though every hint is open. `left`: begun days ago, and not touched since its environment ended.
 */
export type Outcome = 'passed' | 'failed' | 'given-up' | 'running' | 'stuck' | 'left';

/** What became of the notes that a lab asks for: each letter is a version, `returned` or `reviewed`; the last may still `wait`. */
export type NotesCame = readonly ('returned' | 'reviewed' | 'waiting')[];

/** An attempt at a lab. */
export interface Work {
  readonly lab: string;
  /** Days of work before the last one. Ignored where it is under way now. */
  readonly ago: number;
  /** Time of day at which it began, in hours. */
  readonly at?: number;
  readonly outcome: Outcome;
  /** Tasks that are done; as the outcome has it when absent. */
  readonly tasks?: number;
  readonly notes?: NotesCame;
  /** The environment had its time, and the attempt went on in another one on the day after. */
  readonly expired?: true;
  /** An invariant of the lab was broken once. */
  readonly breach?: true;
  /** A check said that the environment, or itself, was broken. */
  readonly trouble?: 'environment_broken' | 'check_broken';
}

/** A due date that was moved. */
export interface Moved {
  readonly item: string;
  /** Days of work before the last one on which it was moved. */
  readonly ago: number;
  /** Days that it was moved by. */
  readonly days: number;
  readonly reason: string;
}

/** A senior's word. */
export interface Signed {
  readonly skill: string;
  readonly ago: number;
  readonly by: string;
  readonly note: string;
}

/** One of the eight, and what they have done so far. `ago` is in days of work before the last one, everywhere. */
export interface Story {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** Name of their team. */
  readonly team: string;
  readonly joined: number;
  /** Their own mentor, where it is not their team's. */
  readonly mentorId?: string;
  /** 0 to 1: how fast, and how seldom wrong. */
  readonly skill: number;
  /** Days of work on which they were not there: from and to, both included. */
  readonly away?: { readonly from: number; readonly to: number };
  readonly readings: readonly { readonly item: string; readonly ago: number }[];
  readonly work: readonly Work[];
  readonly moved?: readonly Moved[];
  readonly signed?: readonly Signed[];
}

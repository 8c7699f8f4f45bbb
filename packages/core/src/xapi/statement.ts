import { uuidV5 } from './uuid-v5.ts';
import type { Activity, Verb } from './vocabulary.ts';

/** Somebody, or a team, by an account of this installation: opaque to others, and not a mail address. */
interface Account {
  readonly homePage: string;
  readonly name: string;
}

interface Score {
  /** Share of what could be won, 0…1. */
  readonly scaled: number;
  readonly raw: number;
  readonly min: number;
  readonly max: number;
}

export interface Result {
  readonly score?: Score;
  readonly success?: boolean;
  readonly completion?: boolean;
  /** ISO 8601, in seconds to 0.01. */
  readonly duration?: string;
}

/** A statement of xAPI 1.0.3, as far as the platform has something to say; it holds by IEEE 9274.1.1 (xAPI 2.0), too. */
export interface Statement {
  readonly id: string;
  readonly actor: { readonly objectType: 'Agent'; readonly account: Account };
  readonly verb: Verb;
  readonly object: Activity;
  readonly result?: Result;
  readonly context: {
    /** Id of the attempt: what belongs together. */
    readonly registration: string;
    readonly team: { readonly objectType: 'Group'; readonly account: Account };
    readonly platform: 'Springboard';
    /** Hash of the lab's files, as of the version that was done. */
    readonly revision: string;
    readonly contextActivities?: { readonly parent?: Activity[]; readonly grouping?: Activity[] };
  };
  readonly timestamp: string;
}

/**
 * Gives a statement its id: a UUID of all in it that a record store compares, in the attempt's namespace. So one that says the same has the same id in
 * every export, and one that says something else, such as after a later review, never takes the id of another, which a store would refuse. Names of
 * activities and words for verbs are no part of a statement in that sense.
 */
export function withId(statement: Omit<Statement, 'id'>): Statement {
  const { actor, verb, object, result, context, timestamp } = statement;
  const { contextActivities, ...rest } = context;
  const ids = (activities: readonly Activity[] = []) => activities.map(({ id }) => id);
  const compared = [
    actor.account,
    verb.id,
    object.id,
    result ?? null,
    rest,
    ids(contextActivities?.parent),
    ids(contextActivities?.grouping),
    timestamp,
  ];
  return { id: uuidV5(context.registration, JSON.stringify(compared)), ...statement };
}

/** Points as xAPI counts them; `max` is more than 0. */
export function scoreOfPoints(raw: number, max: number): Score {
  return { scaled: Math.min(1, Math.max(0, raw / max)), raw, min: 0, max };
}

/** `PT90.50S` of milliseconds. */
export function durationOf(ms: number): string {
  return `PT${(ms / 1_000).toFixed(2)}S`;
}

import { type SQL, sql } from 'drizzle-orm';

/** How large the installation is that a benchmark fills. */
export interface Size {
  readonly people: number;
  readonly teams: number;
  readonly labs: number;
  readonly attemptsPerPerson: number;
  readonly checkRunsPerAttempt: number;
}

/** The path that all teams are on. */
export const pathId = 'everything';
/** An item of it that is read, not done. */
export const readingId = 'how-we-work';
/** The first of the learners, with as much history as any. */
export const learnerId = 'p1';
/** Whoever has each of the other roles. Every team has this manager and this mentor. */
export const seniors = {
  author: 'author',
  mentor: 'mentor',
  manager: 'manager',
  operator: 'operator',
} as const;

/** Environments that are ready at the moment, each of an attempt that is under way: as many as a large host holds. */
export const readyEnvironments = 40;

/** A whole number in SQL, where PostgreSQL is to know that it is one. */
export const whole = (value: number): SQL => sql.raw(String(Math.trunc(value)));

/** Id of the team that this SQL counts to, from 0. */
export const teamId = (of: string): SQL =>
  sql.raw(`('00000000-0000-4000-8000-' || lpad((${of})::text, 12, '0'))::uuid`);

import { z } from 'zod';
import { LabSlug } from './labs.ts';
import { PathId, PathProgress } from './paths.ts';
import { PersonName } from './people.ts';

/**
 * How somebody stands at a lab: `open`: not begun; `active`: going on; `stuck`: going on, by one of the rules of `StuckRule`; `tried`: finished, with too few
 * points; `returned`: another version of its work is asked for; `waiting` for a reviewer; `done`: passed.
 */
export const CellStatus = z.enum(['open', 'active', 'stuck', 'tried', 'returned', 'waiting', 'done']);
export type CellStatus = z.infer<typeof CellStatus>;

/** One person and one lab of their path. */
export const TeamMapCell = z.object({
  status: CellStatus,
  /** Its due date has passed, and it waits for the learner. */
  late: z.boolean(),
  dueOn: z.iso.date().nullable(),
  /** Of the finished attempt with the most points. */
  best: z.object({ score: z.number(), maxScore: z.number() }).nullable(),
  /** Time with an environment that was ready, over all attempts, without pauses; whole minutes. */
  minutes: z.number().int(),
  attempts: z.number().int(),
  /** The one to look at: what is under way, else the best; null before the first. */
  attemptId: z.uuid().nullable(),
});
export type TeamMapCell = z.infer<typeof TeamMapCell>;

export const TeamMapRow = z.object({
  person: PersonName,
  startsOn: z.iso.date(),
  progress: PathProgress,
  /** One for each lab of the path, in its order. */
  cells: z.array(TeamMapCell),
});
export type TeamMapRow = z.infer<typeof TeamMapRow>;

export const TeamMapPath = z.object({
  id: PathId,
  title: z.string(),
  labs: z.array(z.object({ slug: LabSlug, title: z.string() })),
  /** By name. */
  rows: z.array(TeamMapRow),
});
export type TeamMapPath = z.infer<typeof TeamMapPath>;

/** `GET /api/teams/{id}/map` */
export const TeamMapView = z.object({
  team: z.object({ id: z.uuid(), name: z.string() }),
  paths: z.array(TeamMapPath),
  /** Who of the team is on no path. */
  without: z.array(PersonName),
});
export type TeamMapView = z.infer<typeof TeamMapView>;

/** A line of `GET /api/teams/{id}/map.csv`: the same numbers. */
export const TeamMapLine = z.object({
  person: z.string(),
  path: z.string(),
  lab: LabSlug,
  title: z.string(),
  status: CellStatus,
  late: z.boolean(),
  dueOn: z.iso.date().nullable(),
  score: z.number().nullable(),
  maxScore: z.number().nullable(),
  minutes: z.number().int(),
  attempts: z.number().int(),
  attempt: z.uuid().nullable(),
});
export type TeamMapLine = z.infer<typeof TeamMapLine>;

/** `GET /api/teams/{id}/xapi.json`: what happened from a time on, and before another one. */
export const StatementQuery = z.object({
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

/**
 * Why somebody is called stuck: `hints`: every hint of the task is open, and it still fails; `failing`: its checks have failed for a while with nothing
 * passed; `idle`: the due date has passed, and nothing has happened in the attempt for days.
 */
export const StuckRule = z.enum(['hints', 'failing', 'idle']);
export type StuckRule = z.infer<typeof StuckRule>;

export const StuckView = z.object({
  person: PersonName,
  lab: z.object({ slug: LabSlug, title: z.string() }),
  /** Null: all its tasks are behind them, and it was not finished. */
  task: z.object({ id: z.string(), title: z.string() }).nullable(),
  attemptId: z.uuid(),
  rule: StuckRule,
  since: z.iso.datetime(),
  /** How often the check that failed most has failed since then; 0 with `idle`. */
  failures: z.number().int(),
  lastActivityAt: z.iso.datetime(),
});
export type StuckView = z.infer<typeof StuckView>;

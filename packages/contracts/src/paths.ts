import { z } from 'zod';
import { LabSlug, Level, Prose } from './labs.ts';
import { ReadinessView } from './readiness.ts';
import { plainText } from './texts.ts';

/** Name of a path's file. */
export const PathId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
/** Of an item of a path: a lab's slug, or the name of something to read or to teach. */
export const PathItemId = z.string().regex(/^[a-z0-9][a-z0-9-]*(\/[a-z0-9-]+)?$/);

/**
 * How an item stands: `done`; `waiting` for a reviewer, or for those whom a walk-through is to help; `returned`: another version of its work is asked for; `active`: an attempt is under way;
 * `tried`: finished, with too few points; `open`: nothing was done yet; `locked` by what comes before it.
 */
export const ItemStatus = z.enum(['done', 'waiting', 'returned', 'active', 'tried', 'open', 'locked']);
export type ItemStatus = z.infer<typeof ItemStatus>;

/** When it is to be done. */
export const ItemTurn = z.enum(['today', 'next', 'later', 'done']);
export type ItemTurn = z.infer<typeof ItemTurn>;

const Item = z.object({ id: PathItemId, title: z.string() });

export const PathItemView = Item.extend({
  kind: z.enum(['lab', 'reading', 'teach']),
  optional: z.boolean(),
  status: ItemStatus,
  turn: ItemTurn,
  /** Its due date has passed, and it waits for the learner. */
  late: z.boolean(),
  dueOn: z.iso.date().nullable(),
  /** Where somebody moved the due date. */
  moved: z
    .object({ from: z.iso.date().nullable(), reason: z.string(), by: z.string().nullable() })
    .nullable(),
  /** What has to be done before it, and is not. */
  waitsFor: z.array(Item),
  doneAt: z.iso.datetime().nullable(),
  /** Of a lab; null for reading, and where the catalogue has it no more. */
  lab: z
    .object({
      slug: LabSlug,
      minutes: z.number().int(),
      level: Level,
      /** Points from which it is done, in percent. */
      pass: z.number(),
      secondReviewer: z.boolean(),
    })
    .nullable(),
  /** Of a lab to teach: the lab, and how many people have to find the walk-through helpful, null where nobody has to. Null for others, and where the catalogue has the lab no more. */
  teach: z.object({ slug: LabSlug, helpfulTo: z.number().int().nullable() }).nullable(),
  /** Address of what is to be read; null for a text of the path. */
  url: z.url().nullable(),
  attempts: z.number().int(),
  activeAttemptId: z.uuid().nullable(),
  /** The finished attempt with the most points. */
  best: z.object({ attemptId: z.uuid(), score: z.number(), maxScore: z.number() }).nullable(),
});
export type PathItemView = z.infer<typeof PathItemView>;

/**
 * Whether a path will be done by its last due date: `on-time`; `late` by about so many days; or `unknown`: it is `too-early` for a pace, or
 * there is `no-due-date`.
 */
export const PathOutlook = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('on-time') }),
  z.object({ kind: z.literal('late'), days: z.number().int() }),
  z.object({ kind: z.literal('unknown'), why: z.enum(['too-early', 'no-due-date']) }),
]);
export type PathOutlook = z.infer<typeof PathOutlook>;

/** How far somebody is on a path. */
export const PathProgress = z.object({
  /** Of the items that have to be done. */
  done: z.number().int(),
  total: z.number().int(),
  late: z.number().int(),
  /** Day on which the last of them is due. */
  dueOn: z.iso.date().nullable(),
  /** When all of them are done if it goes on as it went; null where it is too early to say, and when they are. */
  forecastOn: z.iso.date().nullable(),
  /** Null when all of them are done. */
  outlook: PathOutlook.nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type PathProgress = z.infer<typeof PathProgress>;

/** A skill of the path's labs, and what shows it. */
export const PathSkillView = z.object({
  id: z.string(),
  /** Completes "This engineer …". */
  text: z.string(),
  group: z.string(),
  labs: z.array(
    z.object({
      slug: LabSlug,
      title: z.string(),
      /** The attempt that shows it; null where there is none yet. */
      evidence: z.object({ attemptId: z.uuid(), at: z.iso.datetime() }).nullable(),
    }),
  ),
});
export type PathSkillView = z.infer<typeof PathSkillView>;

/** One person's way along one path. */
export const PathView = z.object({
  assignmentId: z.uuid(),
  id: PathId,
  title: z.string(),
  summary: z.string(),
  owner: z.string().nullable(),
  startsOn: z.iso.date(),
  assignedBy: z.string().nullable(),
  /** The team whose path it is; null: their own. */
  team: z.string().nullable(),
  /** Titles of paths that have to be completed before, and are not. */
  waitsFor: z.array(z.string()),
  progress: PathProgress,
  items: z.array(PathItemView),
  skills: z.array(PathSkillView),
  /** How they stand by each of the path's rules of readiness. */
  readiness: z.array(ReadinessView),
});
export type PathView = z.infer<typeof PathView>;

export const PersonPathsView = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  /** `mayEnd`: whoever reads it may end the path; one of a team that somebody else manages is not theirs to end. */
  paths: z.array(PathView.extend({ mayEnd: z.boolean() })),
});
export type PersonPathsView = z.infer<typeof PersonPathsView>;

/** A line of the list of everybody who has a path. */
export const PathAssignmentView = z.object({
  assignmentId: z.uuid(),
  person: z.object({ id: z.string(), name: z.string() }),
  path: z.object({ id: PathId, title: z.string() }),
  startsOn: z.iso.date(),
  progress: PathProgress,
});
export type PathAssignmentView = z.infer<typeof PathAssignmentView>;

/** What can be assigned, and to whom. */
export const PathChoices = z.object({
  paths: z.array(z.object({ id: PathId, title: z.string(), summary: z.string() })),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type PathChoices = z.infer<typeof PathChoices>;

/** `POST /api/path-assignments` */
export const AssignPath = z.object({
  pathId: PathId,
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), id: z.string().min(1).max(200) }),
    z.object({ kind: z.literal('team'), id: z.uuid() }),
  ]),
  startsOn: z.iso.date(),
});
export type AssignPath = z.infer<typeof AssignPath>;

/** `PUT /api/people/{id}/path-due`: another due date for one item of one person's path. */
export const MoveDue = z.object({
  pathId: PathId,
  itemId: PathItemId,
  dueOn: z.iso.date(),
  reason: plainText(500).trim().min(3),
});
export type MoveDue = z.infer<typeof MoveDue>;

/** `GET /api/paths/{id}/readings/{itemId}` */
export const ReadingView = z.object({ title: z.string(), path: z.string(), body: Prose });
export type ReadingView = z.infer<typeof ReadingView>;

/** `PUT /api/paths/{id}/readings/{itemId}` */
export const MarkReading = z.object({ read: z.boolean() });

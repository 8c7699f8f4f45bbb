import { z } from 'zod';
import { AttemptState } from './attempts.ts';
import { ClassMessageView } from './class-messages.ts';
import { EnvironmentState, QueueView } from './environments.ts';
import { LabSlug } from './labs.ts';
import { PersonName } from './people.ts';
import { writtenText } from './texts.ts';

/** A class has at most so many people: as many as one demand on a pool may want. */
export const mostInClass = 200;
/** A title may be so long, in characters: it stands in notices and in a banner. */
export const longestClassTitle = 80;

/** `planned`: it has not begun, and can be changed; `open`: its people are at the lab; `ended`: over, kept to be looked at. */
export const ClassState = z.enum(['planned', 'open', 'ended']);
export type ClassState = z.infer<typeof ClassState>;

/** `POST /api/classes`, `PUT /api/classes/{id}` */
export const ClassInput = z.object({
  title: writtenText(longestClassTitle),
  lab: LabSlug,
  startsAt: z.iso.datetime({ offset: true }),
  /** Ids of people; one that is named twice is in it once. */
  people: z.array(z.string().min(1).max(200)).min(1).max(mostInClass),
});
export type ClassInput = z.infer<typeof ClassInput>;

/** `GET /api/class-people`: who can be asked into a class, with their teams. */
export const ClassPerson = PersonName.extend({
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type ClassPerson = z.infer<typeof ClassPerson>;

const common = {
  id: z.uuid(),
  title: z.string(),
  lab: z.object({ slug: LabSlug, title: z.string() }),
  state: ClassState,
  startsAt: z.iso.datetime(),
  /** When it really began; null while it is planned. */
  openedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Who planned it. */
  owner: PersonName.nullable(),
};

/** `GET /api/classes` */
export const ClassSummary = z.object({ ...common, people: z.number().int() });
export type ClassSummary = z.infer<typeof ClassSummary>;

/** How an attempt of a class goes. */
export const ClassAttempt = z.object({
  id: z.uuid(),
  state: AttemptState,
  /** Null: it has none any more. */
  environment: z.object({ state: EnvironmentState, queue: QueueView.nullable() }).nullable(),
  /** The first task that is not done; null when all are. */
  task: z.object({ number: z.number().int(), title: z.string() }).nullable(),
  tasksPassed: z.number().int(),
  taskCount: z.number().int(),
  /** The check of the present task that failed last, and has not passed since. */
  failed: z.object({ title: z.string(), text: z.string().nullable(), at: z.iso.datetime() }).nullable(),
  /** Hints that were opened, over all tasks. */
  hints: z.number().int(),
  /** Questions to mentors that wait or are taken. */
  questions: z.number().int(),
  /** Last keystroke or output in one of its terminals, or else its beginning. */
  lastActivityAt: z.iso.datetime(),
});
export type ClassAttempt = z.infer<typeof ClassAttempt>;

/** Somebody who is in a class. */
export const ClassMemberView = z.object({
  person: PersonName,
  /** The one under way, or else the last one of the class's time. */
  attempt: ClassAttempt.nullable(),
  /** Why no attempt could be started for them, and what to do; null when one could, or it was not tried yet. */
  problem: z.string().nullable(),
});
export type ClassMemberView = z.infer<typeof ClassMemberView>;

/** Whether what a class needs fits on the host, counted in environments. */
export const ClassRoom = z.object({
  /** People who have none of this lab yet. */
  needed: z.number().int(),
  /** Ready in the pool now. */
  ready: z.number().int(),
  /** Being made for the pool. */
  making: z.number().int(),
  /** So many fit beside what lives on the host now; those of pools count as room. */
  fitNow: z.number().int(),
  /** So many would fit with nothing else on it. */
  fitEmpty: z.number().int(),
  /** Of the needed: held back by the limit of a team, whatever the host has. */
  heldByTeam: z.number().int(),
});
export type ClassRoom = z.infer<typeof ClassRoom>;

/** `GET /api/classes/{id}` */
export const ClassView = z.object({
  ...common,
  /** By name: those whom I may see. */
  members: z.array(ClassMemberView),
  /** The newest first. */
  messages: z.array(ClassMessageView),
  /** While it is planned or open, and the engine says what it has. */
  room: ClassRoom.nullable(),
  /** When the pool begins to grow for it; null: it does not, since it is over, or an operator took that back. */
  warmsAt: z.iso.datetime().nullable(),
});
export type ClassView = z.infer<typeof ClassView>;

/** `GET /api/me/classes`: a class that I am in and that has not ended. */
export const MyClass = z.object({
  ...common,
  state: z.enum(['planned', 'open']),
  /** My attempt at its lab that is under way. */
  attemptId: z.uuid().nullable(),
});
export type MyClass = z.infer<typeof MyClass>;

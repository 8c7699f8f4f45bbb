import { z } from 'zod';
import { Role } from './roles.ts';

const count = z.number().int();

/** What ends with a person's access; the same before it is done and after. */
export const LeavingView = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string(), roles: z.array(Role) }),
  /** Browsers that are signed in, and sign-in links that were not used. */
  sessions: count,
  links: count,
  apiTokens: count,
  sshKeys: count,
  /** Learners whose terminals they follow, or asked to. */
  follows: count,
  /** Attempts under way, each with its environment if it has one. */
  attempts: count,
  environments: count,
  /** Contract tests of labs that they asked for and that are not over. */
  labTests: count,
  /** Paths that were given to the person; those of a team are the team's. */
  assignments: count,
  /** What they handed in and nobody has reviewed. */
  handedIn: count,
  /** Teams that name them as manager or mentor, and people who have them as their own mentor. */
  leads: count,
});
export type LeavingView = z.infer<typeof LeavingView>;

/** `POST …/leaving`, `POST …/erasure`: the person's e-mail address, typed by who does it. */
export const TypedConfirmation = z.object({ confirm: z.string().max(200) });
export type TypedConfirmation = z.infer<typeof TypedConfirmation>;

/** Somebody who has left. */
export const DepartedPerson = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  leftAt: z.iso.datetime(),
  erasedAt: z.iso.datetime().nullable(),
  deletionAskedAt: z.iso.datetime().nullable(),
});
export type DepartedPerson = z.infer<typeof DepartedPerson>;

/** `GET /api/departures` */
export const DeparturesView = z.object({
  /** The last who left first. */
  departed: z.array(DepartedPerson),
  /** People who are here and ask for the deletion of their data, the first who asked first. */
  requests: z.array(
    z.object({ id: z.string(), name: z.string(), email: z.string(), askedAt: z.iso.datetime() }),
  ),
});
export type DeparturesView = z.infer<typeof DeparturesView>;

/** What an erasure takes, and what it leaves. */
export const ErasureView = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  attempts: count,
  recordings: count,
  /** Walk-throughs that they made, published or not. */
  walkthroughs: count,
  /** Texts handed in, drafts, and remarks on labs. */
  texts: count,
  /** Lines of the audit that name the person by their id. */
  auditLines: count,
  /** The name stands in texts of others, and cannot be told from other words there: it is one word, or somebody else has it, too. */
  nameStaysInTexts: z.boolean(),
});
export type ErasureView = z.infer<typeof ErasureView>;

/** `POST …/erasure`: what the person is called from now on. */
export const ErasedView = z.object({ pseudonym: z.string(), recordings: count });
export type ErasedView = z.infer<typeof ErasedView>;

/** `GET /api/me/deletion` */
export const OwnDataView = z.object({
  /** When one asked for the deletion of one's data. */
  deletionAskedAt: z.iso.datetime().nullable(),
  /** Recordings of terminals are kept so long, in milliseconds. */
  recordingsKeptMs: count,
});
export type OwnDataView = z.infer<typeof OwnDataView>;

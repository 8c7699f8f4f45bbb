import { z } from 'zod';

const Named = z.object({ id: z.string(), name: z.string().nullable() });

/** One line of the append-only record: who did what, when, to what, from where. */
export const AuditEventView = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  /** Person id, or `system`. */
  actor: z.string(),
  /** Null for `system` and for people who are no longer known. */
  actorName: z.string().nullable(),
  /** How they came: `session` (a page), `api-token`, `sign-in-link`, `password`, `provider`, `ssh-key`, or `system`. */
  via: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** What the subject is called, where it has a name: the lab of an attempt. */
  subjectName: z.string().nullable(),
  /** Whose it is, where it is somebody's. */
  concerns: Named.nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** Address the request came from. */
  ip: z.string().nullable(),
});
export type AuditEventView = z.infer<typeof AuditEventView>;

/** What narrows the record down; all of it holds. */
export const AuditFilter = z.object({
  /** Id of a person: what they did, and what was done to what is theirs. */
  person: z.string().min(1).max(100).optional(),
  /** `attempt.finish`, or with a dot at its end all that begin so: `attempt.` */
  action: z.string().min(1).max(60).optional(),
  /** Kind of the subject, and its id. */
  subjectKind: z.string().min(1).max(40).optional(),
  subjectId: z.string().min(1).max(200).optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  /** Words of any part of a line, each of which is in it; a name finds what its owner did. The last may be begun only. */
  q: z.string().trim().max(200).optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** `GET /api/audit`: newest first; `before` is the id of the last line already seen. */
export const AuditQuery = AuditFilter.extend({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type AuditQuery = z.output<typeof AuditQuery>;

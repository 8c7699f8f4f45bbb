import { z } from 'zod';

/** One line of the append-only record: who did what, when, to what, from where. */
export const AuditEventView = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  /** Person id, or `system`. */
  actor: z.string(),
  /** Null for `system` and for people who are no longer known. */
  actorName: z.string().nullable(),
  via: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
});
export type AuditEventView = z.infer<typeof AuditEventView>;

/** `GET /api/audit`: newest first; `before` is the id of the last line already seen. */
export const AuditQuery = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

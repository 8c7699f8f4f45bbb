import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Queryable } from './client.ts';
import { auditEvent } from './schema/platform.ts';

export interface AuditRecord {
  /** Person id, or `system`. */
  readonly actor: string;
  readonly via: 'session' | 'api-token' | 'sign-in-link' | 'password' | 'provider' | 'ssh-key' | 'system';
  /** What was done: `sign-in`, `api-token.create`, … */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Holds no secrets. */
  readonly detail?: Record<string, unknown>;
  readonly ip: string | null;
}

/** Adds a line to the append-only record, in the transaction of what it tells of. */
export async function recordAudit(tx: Queryable, record: AuditRecord): Promise<void> {
  await tx.insert(auditEvent).values({
    actor: record.actor,
    via: record.via,
    action: record.action,
    subjectKind: record.subject.kind,
    subjectId: record.subject.id,
    detail: record.detail ?? {},
    ip: record.ip,
  });
}

/** How often somebody did one of these since then. */
export async function countAudited(
  db: Queryable,
  what: { readonly actor: string; readonly actions: readonly string[]; readonly since: Date },
): Promise<number> {
  const { actor, actions, since } = what;
  return db.$count(
    auditEvent,
    and(gte(auditEvent.at, since), eq(auditEvent.actor, actor), inArray(auditEvent.action, [...actions])),
  );
}

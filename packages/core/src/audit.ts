import type { Queryable } from '@springboard/db/client.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import type { Actor } from './actor.ts';

/** The platform itself as the one who acts. */
export const system = 'system';

export interface AuditSubject {
  readonly kind: 'attempt' | 'environment' | 'lab' | 'person' | 'api-token' | 'content';
  readonly id: string;
}

/** Adds a line to the append-only record, in the transaction of what it tells of. `detail` holds no secrets. */
export async function audit(
  tx: Queryable,
  actor: Actor | typeof system,
  action: string,
  subject: AuditSubject,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(auditEvent).values({
    actor: actor === system ? system : actor.personId,
    via: actor === system ? system : actor.via,
    ip: actor === system ? null : actor.ip,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    detail,
  });
}

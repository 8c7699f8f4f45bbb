import type { Actor } from '@springboard/contracts/actor.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Queryable } from '@springboard/db/client.ts';

/** The platform itself as the one who acts. */
export const system = 'system';

export interface AuditSubject {
  readonly kind:
    | 'attempt'
    | 'environment'
    | 'pool'
    | 'lab'
    | 'person'
    | 'team'
    | 'api-token'
    | 'ssh-key'
    | 'content'
    | 'path'
    | 'class'
    | 'grades'
    | 'recording'
    | 'audit'
    | 'installation';
  readonly id: string;
}

/** Says who did it for the append-only record, in the transaction of what it tells of. `detail` holds no secrets. */
export async function audit(
  tx: Queryable,
  actor: Actor | typeof system,
  action: string,
  subject: AuditSubject,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const who =
    actor === system
      ? ({ actor: system, via: system, ip: null } as const)
      : { actor: actor.personId, via: actor.via, ip: actor.ip };
  await recordAudit(tx, { ...who, action, subject, detail });
}

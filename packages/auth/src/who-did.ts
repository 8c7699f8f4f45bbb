import type { Actor } from '@springboard/contracts/actor.ts';
import type { AuditRecord } from '@springboard/db/audit.ts';

/** Who did it, for the audit; `system` is the platform itself. */
export function whoDid(by: Actor | 'system'): Pick<AuditRecord, 'actor' | 'via' | 'ip'> {
  if (by === 'system') return { actor: by, via: by, ip: null };
  return { actor: by.personId, via: by.via, ip: by.ip };
}

import type { ClassMessageView, ClassOfAttempt } from '@springboard/contracts/class-messages.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { findOpenClassOf } from '@springboard/db/repositories/class-attempts.ts';
import { listClassMessages } from '@springboard/db/repositories/classes.ts';

/** The open class that an attempt belongs to, with what was said to all; null when it belongs to none. */
export async function readClassOf(db: Queryable, attempt: AttemptRow): Promise<ClassOfAttempt | null> {
  const row = await findOpenClassOf(db, attempt);
  return row ? { ...row, messages: await readMessages(db, row.id) } : null;
}

/** What was said to all in a class, the newest first. */
export async function readMessages(db: Queryable, classId: string): Promise<ClassMessageView[]> {
  const rows = await listClassMessages(db, classId);
  return rows.map(({ sentAt, ...message }) => ({ ...message, at: sentAt.toISOString() }));
}

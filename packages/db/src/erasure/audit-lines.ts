import { sql } from 'drizzle-orm';
import type { Transaction } from '../client.ts';
import { type Erasure, erasedText } from './pseudonym.ts';

/** What of a line's detail is in somebody's own words, unless it is an id. */
const ownWords = ['name', 'title', 'path', 'from', 'to', 'reason', 'text', 'fingerprint'];
/** Who they are elsewhere: at the provider that they sign in by. */
const elsewhere = ['subject', 'issuer'];
const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/**
 * Puts the pseudonym into the audit's lines that a person wrote or that are about them, and takes their words and addresses out. The trigger that
 * keeps the audit as it is lets this through in this transaction, and no more than this: see migration 0020.
 */
export async function pseudonymiseAudit(tx: Transaction, { person, pseudonym }: Erasure): Promise<void> {
  await allowErasure(tx, { person, pseudonym });
  await tx.execute(sql`
    update audit_event set
      actor = case when actor = ${person.id} then ${pseudonym.id} else actor end,
      subject_id = case when subject_id = ${person.id} then ${pseudonym.id} else subject_id end,
      ip = case when actor = ${person.id} or (actor = 'system' and subject_kind = 'person' and subject_id = ${person.id}) then null else ip end,
      detail = (
        select coalesce(jsonb_object_agg(key,
          case when key = any(${sql.param(elsewhere)}::text[]) then to_jsonb(${erasedText}::text)
            when key = any(${sql.param([...ownWords])}::text[]) and jsonb_typeof(value) = 'string' and value #>> '{}' !~ ${uuid}
            then to_jsonb(${erasedText}::text) else value end), '{}')
        from jsonb_each(detail))
    where actor = ${person.id} or subject_id = ${person.id}`);
}

/** From here to its end this transaction may change the audit for this erasure. */
async function allowErasure(tx: Transaction, { person, pseudonym }: Erasure): Promise<void> {
  await tx.execute(
    sql`select set_config('springboard.erased', ${person.id}, true), set_config('springboard.pseudonym', ${pseudonym.id}, true)`,
  );
}

import { sql } from 'drizzle-orm';
import type { Transaction } from '../client.ts';
import { person } from '../schema/people.ts';
import type { Erasure } from './pseudonym.ts';

/** Makes the row of the pseudonym; whose it was is known from nothing in it. */
export async function insertPseudonym(
  tx: Transaction,
  { pseudonym }: Erasure,
  { leftAt, erasedAt }: { readonly leftAt: Date; readonly erasedAt: Date },
): Promise<void> {
  const values = { ...pseudonym, createdAt: leftAt, updatedAt: erasedAt, deactivatedAt: leftAt, erasedAt };
  await tx.insert(person).values(values);
}

/** Has everything that refers to the person refer to the pseudonym, and removes the person. */
export async function replacePerson(tx: Transaction, { person: old, pseudonym }: Erasure): Promise<void> {
  const references = await tx.execute<{ table: string; column: string }>(sql`
    select t.relname as "table", a.attname as "column"
    from pg_constraint c
    join pg_class t on t.oid = c.conrelid
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.person'::regclass`);
  for (const { table, column } of references.rows) {
    const it = sql.identifier(column);
    await tx.execute(
      sql`update ${sql.identifier(table)} set ${it} = ${pseudonym.id} where ${it} = ${old.id}`,
    );
  }
  await tx.execute(sql`delete from person where id = ${old.id}`);
}

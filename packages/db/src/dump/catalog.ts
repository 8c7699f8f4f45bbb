import type { Client } from 'pg';

/** All tables of these schemas, `schema.table` quoted where needed, each after those it refers to. */
export async function tablesInOrder(client: Client, schemas: readonly string[]): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = any($1) order by 1`,
    [schemas],
  );
  const references = await client.query<{ from: string; to: string }>(
    `select format('%I.%I', n.nspname, t.relname) as from, format('%I.%I', m.nspname, r.relname) as to
     from pg_constraint c
     join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
     join pg_class r on r.oid = c.confrelid join pg_namespace m on m.oid = r.relnamespace
     where c.contype = 'f' and t.oid <> r.oid`,
  );
  const ordered: string[] = [];
  let left = tables.rows.map((row) => row.name);
  while (left.length > 0) {
    const free = left.filter(
      (table) => !references.rows.some((edge) => edge.from === table && left.includes(edge.to)),
    );
    if (free.length === 0) throw new Error(`These tables refer to each other: ${left.join(', ')}`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** The columns of a table that can be written, quoted where needed, in their order. */
export async function columnsOf(client: Client, table: string): Promise<string[]> {
  const columns = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return columns.rows.map((column) => column.name);
}

/** Sequences of these schemas that have been drawn from, and what was drawn last. */
export async function sequencesOf(
  client: Client,
  schemas: readonly string[],
): Promise<{ name: string; value: string }[]> {
  const sequences = await client.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where schemaname = any($1) and last_value is not null order by 1`,
    [schemas],
  );
  return sequences.rows;
}

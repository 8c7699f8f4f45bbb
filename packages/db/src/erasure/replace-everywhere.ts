import { type SQL, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import type { Erasure } from './pseudonym.ts';

/** A column that may hold a text, as the database itself lists it: what a later migration adds is among them. */
export interface TextColumn {
  readonly table: string;
  readonly column: string;
  readonly kind: 'text' | 'array' | 'json' | 'jsonb';
}

/** Every column of the platform's own tables that holds text or JSON. */
export async function listTextColumns(db: Queryable): Promise<TextColumn[]> {
  const { rows } = await db.execute<{ table: string; column: string; type: string }>(sql`
    select c.table_name as "table", c.column_name as "column", c.udt_name as "type"
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
      and c.udt_name in ('text', 'varchar', 'bpchar', '_text', '_varchar', 'json', 'jsonb')
    order by 1, 2`);
  return rows.map(({ table, column, type }) => ({ table, column, kind: kindOf(type) }));
}

function kindOf(type: string): TextColumn['kind'] {
  if (type === 'json' || type === 'jsonb') return type;
  return type.startsWith('_') ? 'array' : 'text';
}

/**
 * Puts the pseudonym wherever the person's id, address or name still stands, in every column of every table: what people wrote of each other, who asked for what. The
 * name only where `withName`, and never among the names of people. Contents of labs stay as they are: attempts stand on them, and they come from Git.
 */
export async function replaceEverywhere(tx: Transaction, erasure: Erasure, withName: boolean): Promise<void> {
  const { person, pseudonym } = erasure;
  const unique: Replacement[] = [
    { from: person.email, to: pseudonym.email, letters: '[:alnum:]_+-' },
    { from: person.id, to: pseudonym.id, letters: '[:alnum:]_-' },
  ];
  const name = { from: person.name, to: pseudonym.name, letters: '[:alnum:]_' };
  // A name of one word is known where nothing else can stand: who wrote a lab, as Git says, and who cancelled a test.
  const { name: owner, email } = person;
  await tx.execute(sql`update lab set owner = null where lower(owner) in (lower(${owner}), lower(${email}))`);
  await tx.execute(
    sql`update lab_test set reason = ${pseudonym.name} || ' cancelled it.' where reason = ${owner} || ' cancelled it.'`,
  );
  for (const column of await listTextColumns(tx)) {
    if (column.table === 'lab_version') continue;
    // Who did it and to what was written anew with the line; only its detail may still name them.
    if (column.table === 'audit_event' && column.column !== 'detail') continue;
    const named = withName && column.table !== 'person';
    await replaceIn(tx, column, named ? [...unique, name] : unique);
  }
}

interface Replacement {
  readonly from: string;
  readonly to: string;
  /** What makes a longer word of it, which is another one. */
  readonly letters: string;
}

async function replaceIn(tx: Transaction, { table, column, kind }: TextColumn, all: readonly Replacement[]) {
  const it = sql.identifier(column);
  const inJson = kind === 'json' || kind === 'jsonb';
  const patterns = all.map((one) => ({ pattern: patternOf(one, inJson), to: one.to }));
  const replaced = (value: SQL) =>
    patterns.reduce((text, { pattern, to }) => sql`regexp_replace(${text}, ${pattern}, ${to}, 'gi')`, value);
  const set = {
    text: () => replaced(sql`${it}`),
    array: () =>
      sql`(select array_agg(${replaced(sql`item`)} order by place) from unnest(${it}) with ordinality u(item, place))`,
    json: () => sql`${replaced(sql`${it}::text`)}::json`,
    jsonb: () => sql`${replaced(sql`${it}::text`)}::jsonb`,
  }[kind]();
  const found = sql.join(
    patterns.map(({ pattern }) => sql`${it}::text ~* ${pattern}`),
    sql` or `,
  );
  await tx.execute(sql`update ${sql.identifier(table)} set ${it} = ${set} where ${found}`);
}

/** A regular expression of PostgreSQL's for a text that is not a part of a longer word; in JSON its quotes and backslashes are escaped. */
function patternOf({ from, letters }: Replacement, inJson: boolean): string {
  const text = inJson ? JSON.stringify(from).slice(1, -1) : from;
  return `(?<![${letters}])${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![${letters}])`;
}

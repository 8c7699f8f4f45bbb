import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/**
 * Condition that a column is one of these, for lists that may be long: they are one parameter. With one for each a statement may have 65,535 at most,
 * and drizzle takes longer to make hundreds of them than the database to answer.
 */
export function anyOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${sql.param([...values])}::${sql.raw(column.getSQLType())}[])`;
}

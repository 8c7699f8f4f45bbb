import type { Actor } from '@springboard/contracts/actor.ts';
import type { AuditEventView, AuditFilter } from '@springboard/contracts/audit.ts';
import { searchAudit } from '@springboard/db/repositories/audit-log.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { scopeOf, searchOf } from './list.ts';
import { named } from './named.ts';

/** Lines that are in memory at a time. */
const pageLines = 1_000;

/**
 * The whole record, or what a filter leaves of it, newest first, page by page: as long as it may be, only a page of it is in memory, and no transaction is
 * held open. That it was exported, and what of it, is itself a line; what comes while it is read is not in it. Who may is decided before the first page.
 */
export async function exportAudit(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  filter: AuditFilter,
): Promise<AsyncGenerator<AuditEventView[], void, undefined>> {
  const search = await searchOf(ctx.db, await scopeOf(ctx.db, actor), filter);
  await audit(ctx.db, actor, 'audit.export', { kind: 'audit', id: 'export' }, { ...filter });
  return (async function* () {
    let before: number | undefined;
    for (;;) {
      const rows = await searchAudit(ctx.db, { ...search, before }, pageLines);
      // The first also when it is empty: a table has a head.
      if (rows.length > 0 || before === undefined) yield await named(ctx.db, rows);
      before = rows.at(-1)?.id;
      if (rows.length < pageLines) return;
    }
  })();
}

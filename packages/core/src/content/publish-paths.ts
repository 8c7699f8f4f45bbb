import { isDeepStrictEqual } from 'node:util';
import { notifyChange } from '@springboard/db/notify.ts';
import { listPathRows, savePath, withdrawPath } from '@springboard/db/repositories/paths.ts';
import type { LoadedContent } from '@springboard/lab-format/load-labs.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';

/**
 * Paths follow the content: who is on one goes on by what it says now. One with an error keeps what it said before, and one that is gone is
 * withdrawn, which takes it from nobody who was given it.
 */
export async function publishPaths(
  ctx: Context,
  content: Pick<LoadedContent, 'paths' | 'pathIds'>,
  commit: string | null,
): Promise<void> {
  const before = await listPathRows(ctx.db);
  for (const definition of content.paths) {
    const { id } = definition;
    const old = before.find((row) => row.id === id);
    // As it comes back from the database.
    const stored: unknown = JSON.parse(JSON.stringify(definition));
    if (old && isDeepStrictEqual(old.definition, stored)) continue;
    await ctx.db.transaction(async (tx) => {
      await savePath(tx, { id, definition: stored, commit, publishedAt: ctx.clock() });
      await audit(tx, system, 'path.publish', { kind: 'path', id }, { commit });
      await notifyChange(tx, { kind: 'catalogue' });
    });
  }
  for (const { id } of before) {
    if (content.pathIds.includes(id)) continue;
    await ctx.db.transaction(async (tx) => {
      await withdrawPath(tx, id, ctx.clock());
      await audit(tx, system, 'path.withdraw', { kind: 'path', id });
      await notifyChange(tx, { kind: 'catalogue' });
    });
  }
}

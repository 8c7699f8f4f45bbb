import type { Database } from '@springboard/db/client.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { imageBuild } from '@springboard/db/schema/platform.ts';
import { inArray, notInArray } from 'drizzle-orm';

export type ImageBuildRow = typeof imageBuild.$inferInsert;

/** Begins anew: one row for each image that is wanted, and none for others. */
export async function resetImageRows(db: Database, rows: readonly ImageBuildRow[]): Promise<void> {
  await db.transaction(async (tx) => {
    const names = rows.map(({ name }) => name);
    await tx.delete(imageBuild).where(names.length > 0 ? notInArray(imageBuild.name, names) : undefined);
    for (const row of rows) {
      const values = { step: null, permille: null, detail: null, ...row, updatedAt: new Date() };
      await tx.insert(imageBuild).values(values).onConflictDoUpdate({ target: imageBuild.name, set: values });
    }
    await notifyChange(tx, { kind: 'catalogue' });
  });
}

/** Changes the rows of these images, and tells the pages. */
export async function updateImageRows(
  db: Database,
  names: readonly string[],
  change: Partial<Omit<ImageBuildRow, 'name'>>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(imageBuild)
      .set({ ...change, updatedAt: new Date() })
      .where(inArray(imageBuild.name, [...names]));
    await notifyChange(tx, { kind: 'catalogue' });
  });
}

import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { lab, labVersion } from '../schema/labs.ts';

export type LabVersionRow = typeof labVersion.$inferSelect;

export async function findLabVersion(db: Queryable, id: string): Promise<LabVersionRow | undefined> {
  const [row] = await db.select().from(labVersion).where(eq(labVersion.id, id));
  return row;
}

/** Id of the version of each lab that is published now, by slug order. */
export async function listPublishedLabs(db: Queryable): Promise<{ slug: string; versionId: string }[]> {
  return db
    .select({ slug: lab.slug, versionId: lab.versionId })
    .from(lab)
    .where(isNull(lab.withdrawnAt))
    .orderBy(asc(lab.slug));
}

/** Version of one lab that is published now. */
export async function findPublishedVersion(db: Queryable, slug: string): Promise<string | undefined> {
  const [row] = await db
    .select({ versionId: lab.versionId })
    .from(lab)
    .where(and(eq(lab.slug, slug), isNull(lab.withdrawnAt)));
  return row?.versionId;
}

/** The version with this content, made when it is new. */
export async function saveLabVersion(
  tx: Queryable,
  version: { slug: string; hash: string; commit: string | null; definition: unknown },
): Promise<string> {
  await tx.insert(labVersion).values(version).onConflictDoNothing();
  const [row] = await tx
    .select({ id: labVersion.id })
    .from(labVersion)
    .where(and(eq(labVersion.slug, version.slug), eq(labVersion.hash, version.hash)));
  if (!row) throw new Error(`The version of ${version.slug} was not stored.`);
  return row.id;
}

export async function publishLab(
  tx: Queryable,
  slug: string,
  versionId: string,
  at: Date,
  from: { readonly commit: string | null; readonly owner: string | null } = { commit: null, owner: null },
): Promise<void> {
  const set = { versionId, publishedAt: at, ...from };
  await tx
    .insert(lab)
    .values({ slug, ...set })
    .onConflictDoUpdate({ target: lab.slug, set: { ...set, withdrawnAt: null } });
}

/** Notes the commit of what is published already, where none was known. */
export async function noteCommit(db: Queryable, slug: string, commit: string): Promise<void> {
  await db
    .update(lab)
    .set({ commit })
    .where(and(eq(lab.slug, slug), isNull(lab.commit)));
}

/** The whole catalogue, with what was withdrawn, by slug order. */
export async function listLabRows(db: Queryable): Promise<(typeof lab.$inferSelect)[]> {
  return db.select().from(lab).orderBy(asc(lab.slug));
}

export async function withdrawLab(tx: Queryable, slug: string, at: Date): Promise<void> {
  await tx.update(lab).set({ withdrawnAt: at }).where(eq(lab.slug, slug));
}

import type { Queryable } from '@springboard/db/client.ts';
import { Lru } from '@springboard/db/lru.ts';
import { listPublishedLabs } from '@springboard/db/repositories/labs.ts';
import { type LabFacts, listLabFacts } from '@springboard/db/repositories/path-facts.ts';

/** By version, which never changes; taking a few words out of large definitions is slow. */
const known = new Lru<string, LabFacts>(2_000);

/** What paths show of every published lab, by its slug: two queries at most. */
export async function loadLabFacts(db: Queryable): Promise<Map<string, LabFacts>> {
  const published = await listPublishedLabs(db);
  const missing = published.flatMap(({ versionId }) => (known.get(versionId) ? [] : [versionId]));
  const read = new Map(
    (await listLabFacts(db, missing)).map(({ versionId, ...facts }) => [versionId, facts]),
  );
  for (const [versionId, facts] of read) known.set(versionId, facts);
  return new Map(
    published.flatMap(({ slug, versionId }) => {
      const facts = read.get(versionId) ?? known.get(versionId);
      return facts ? [[slug, facts] as const] : [];
    }),
  );
}

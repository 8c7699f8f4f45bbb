import type { Database } from '@springboard/db/client.ts';
import { findPublishedVersion, publishLab, saveLabVersion } from '@springboard/db/repositories/labs.ts';
import { listPathRows, savePath } from '@springboard/db/repositories/paths.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { demoPath } from '../around/people.ts';
import type { DemoLab } from '../attempt/scene.ts';

/**
 * Stores the labs and the path that the demo's people work at, as this folder has them. What is not published is published with it; what is, is
 * left to whoever follows the content. Rejects when the folder has no such path.
 */
export async function storeLabs(
  db: Database,
  folder: string,
  publishedAt: Date,
): Promise<{ readonly labs: ReadonlyMap<string, DemoLab>; readonly path: PathDefinition }> {
  const content = await loadLabs(folder);
  const path = content.paths.find(({ id }) => id === demoPath);
  if (!path) throw new Error(`${folder} has no path ${demoPath}, which the people of the demo are on.`);
  const labs = new Map<string, DemoLab>();
  for (const { definition, hash } of content.labs) {
    const { slug } = definition;
    const versionId = await saveLabVersion(db, { slug, hash, commit: null, definition });
    if ((await findPublishedVersion(db, slug)) === undefined)
      await publishLab(db, slug, versionId, publishedAt);
    labs.set(slug, { versionId, definition });
  }
  if ((await listPathRows(db, [demoPath])).length === 0)
    await savePath(db, { id: demoPath, definition: path, commit: null, publishedAt });
  return { labs, path };
}

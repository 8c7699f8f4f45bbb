import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { buildPages, pagesAreStale } from '../launcher/web-build.ts';

/** Folder of the pages as they are shipped, built anew when they are older than what they are built from. */
export async function freshlyBuilt(): Promise<string> {
  if (pagesAreStale(repositoryRoot) && (await buildPages(repositoryRoot)) === 'older')
    throw new Error('The pages could not be built, and older ones are not to be looked at.');
  return join(repositoryRoot, 'apps/web/dist');
}

import { basename, dirname, relative, resolve, sep } from 'node:path';
import { findLabFolders } from '@springboard/lab-format/load-labs.ts';
import { didYouMean } from '@springboard/lab-format/suggest.ts';
import { CliError, exit } from '../api/errors.ts';

/** Labs that a command was asked for, and the content root they are in. */
export interface Selection {
  readonly root: string;
  readonly slugs: readonly string[];
}

/**
 * Finds labs by what a person types: `ceph/first-cluster`, or its folder as the shell completes it. None means all of the root. Errors:
 * `notFound`, with what was most likely meant.
 */
export async function selectLabs(root: string, names: readonly string[]): Promise<Selection> {
  const known = await findLabFolders(root).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(
      exit.notFound,
      `The labs in ${root} cannot be read: ${why}`,
      'Name their folder with --labs.',
    );
  });
  if (names.length === 0) return { root, slugs: known };
  const slugs = names.map((name) => {
    const folder = resolve(name);
    const inside = relative(root, folder).split(sep).join('/');
    const slug = known.includes(name) ? name : known.includes(inside) ? inside : undefined;
    if (slug !== undefined) return slug;
    const [alone, ...more] = known.filter((one) => one.endsWith(`/${name}`));
    if (alone !== undefined && more.length === 0)
      throw new CliError(exit.notFound, `There is no lab "${name}" in ${root}. Did you mean "${alone}"?`);
    const typed = /^[^/]+\/[^/]+$/.test(name) ? name : `${basename(dirname(folder))}/${basename(folder)}`;
    throw new CliError(
      exit.notFound,
      `There is no lab "${name}" in ${root}.${didYouMean(typed, known)}`,
      'A lab is named by its folder, such as ceph/first-cluster. `npm run springboard -- lab new` begins one.',
    );
  });
  return { root, slugs: [...new Set(slugs)] };
}

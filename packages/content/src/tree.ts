import { ContentConflict, ContentError } from './errors.ts';
import { type Git, GitError } from './git.ts';
import { checkCommit, checkPath, unknownCommit } from './paths.ts';
import type { ContentCommit, FileChanges } from './repository.ts';

interface Entry {
  /** `100644`, `100755`, `120000` (a link), `160000` (a submodule), `040000` (a folder). */
  readonly mode: string;
  readonly object: string;
}

/** Who wrote a commit, when, and its subject. `name` is anything Git resolves. Throws `no-commit`. */
export async function describeCommit(git: Git, name: string): Promise<ContentCommit> {
  const format = '--format=%H%x00%an%x00%aI%x00%s';
  const text = await git
    .text(['show', '--no-patch', format, '--end-of-options', `${name}^{commit}`])
    .catch(() => {
      throw unknownCommit(name);
    });
  const [commit = '', author = '', at = '', subject = ''] = text.split('\0');
  return { commit, author, at: new Date(at), subject };
}

/** Plain files below a folder of a commit, by path relative to `root`. Throws `no-commit`. */
export async function readTree(
  git: Git,
  root: string,
  commit: string,
  folder: string,
): Promise<Map<string, Uint8Array>> {
  if (folder !== '') checkPath(folder);
  const { commit: id } = await describeCommit(git, commit);
  const prefix = root === '' ? '' : `${root}/`;
  const below = folder === '' ? prefix : `${prefix}${folder}/`;
  const entries = await listEntries(git, id, [below], true);
  const files = new Map<string, Uint8Array>();
  for (const [path, { mode, object }] of entries)
    if (mode.startsWith('100'))
      files.set(path.slice(prefix.length), await git.bytes(['cat-file', 'blob', object]));
  return files;
}

/** The newest commit up to `commit` that changed something below a folder; null when there is none. Throws `no-commit`. */
export async function lastChangeOf(
  git: Git,
  root: string,
  commit: string,
  folder: string,
): Promise<ContentCommit | null> {
  checkPath(folder);
  const { commit: id } = await describeCommit(git, commit);
  const path = root === '' ? folder : `${root}/${folder}`;
  const found = await git.text(['rev-list', '--max-count=1', id, '--', path]);
  return found === '' ? null : describeCommit(git, found);
}

/** Writes what a commit has below `root` into `folder`, without touching the repository's own index or work tree. */
export async function exportTree(git: Git, root: string, commit: string, folder: string): Promise<void> {
  const env = { GIT_INDEX_FILE: `${folder}.index` };
  try {
    await git.text(['read-tree', `${commit}:${root}`], { env });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new ContentError(
      'no-repository',
      `Commit ${commit.slice(0, 12)} has no folder ${root}.`,
      'Name the folder of the labs in SPRINGBOARD_CONTENT_FOLDER, or “.” when they lie at the top.',
      { cause: error },
    );
  }
  await git.text(['checkout-index', '--all', '--force'], { env: { ...env, GIT_WORK_TREE: folder } });
}

/**
 * Makes a commit on top of `tip` with the changes, and answers its id; undefined when `tip` has all of it already. The index is one of its own at
 * `indexFile`. Throws `ContentConflict`, `no-commit` and `bad-path`.
 */
export async function commitOnto(
  git: Git,
  root: string,
  tip: string,
  change: FileChanges,
  indexFile: string,
): Promise<string | undefined> {
  const prefix = root === '' ? '' : `${root}/`;
  const paths = [...change.changes.keys()].sort();
  paths.forEach(checkPath);
  checkCommit(change.baseCommit);
  await describeCommit(git, change.baseCommit);

  const wanted = new Map<string, string | null>();
  for (const path of paths) {
    const content = change.changes.get(path) ?? null;
    const object =
      content === null
        ? null
        : await git.text(['hash-object', '-w', '--stdin', '--no-filters'], { input: content });
    wanted.set(prefix + path, object);
  }
  const names = [...wanted.keys()];
  const [before, now] = [
    await listEntries(git, change.baseCommit, names, false),
    await listEntries(git, tip, names, false),
  ];
  const ways = await listEntries(git, tip, parentsOf(names), false);
  const conflicts = names.filter((name) => {
    if (parentsOf([name]).some((parent) => ways.has(parent) && ways.get(parent)?.mode !== '040000'))
      return true;
    const there = now.get(name);
    if (there !== undefined && !there.mode.startsWith('100')) return true;
    return there?.object !== before.get(name)?.object && (there?.object ?? null) !== wanted.get(name);
  });
  if (conflicts.length > 0)
    throw new ContentConflict(
      conflicts.map((name) => name.slice(prefix.length)),
      tip,
    );

  const changed = names.filter((name) => (now.get(name)?.object ?? null) !== wanted.get(name));
  if (changed.length === 0) return undefined;
  const env = { GIT_INDEX_FILE: indexFile };
  await git.text(['read-tree', tip], { env });
  const lines = changed.map((name) => {
    const object = wanted.get(name);
    return object
      ? `${now.get(name)?.mode ?? '100644'} ${object}\t${name}\0`
      : `0 ${'0'.repeat(tip.length)}\t${name}\0`;
  });
  await git.text(['update-index', '-z', '--index-info'], { env, input: lines.join('') });
  const tree = await git.text(['write-tree'], { env });
  return git.text(['commit-tree', tree, '-p', tip], { input: change.message, env: signed(change) });
}

async function listEntries(
  git: Git,
  commit: string,
  names: readonly string[],
  below: boolean,
): Promise<Map<string, Entry>> {
  if (names.length === 0) return new Map();
  const words = ['ls-tree', '-z', '--full-tree', ...(below ? ['-r'] : []), commit, '--'];
  const lines = await git.list([...words, ...names.filter((name) => name !== '')]);
  return new Map(
    lines.map((line) => {
      const [facts = '', name = ''] = line.split('\t');
      const [mode = '', , object = ''] = facts.split(' ');
      return [name, { mode, object }];
    }),
  );
}

/** Every folder that the paths go through. */
function parentsOf(paths: readonly string[]): string[] {
  const parents = paths.flatMap((path) => {
    const parts = path.split('/');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(parents)];
}

function signed({ author }: FileChanges): Record<string, string> {
  const plain = (text: string, otherwise: string) => text.replaceAll(/[<>\p{Cc}]/gu, ' ').trim() || otherwise;
  return {
    GIT_AUTHOR_NAME: plain(author.name, 'Somebody'),
    GIT_AUTHOR_EMAIL: plain(author.email, 'somebody@springboard.invalid'),
    GIT_COMMITTER_NAME: 'Springboard',
    GIT_COMMITTER_EMAIL: 'springboard@springboard.invalid',
  };
}

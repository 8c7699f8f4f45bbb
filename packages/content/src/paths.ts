import { ContentError } from './errors.ts';

const maxLength = 200;

/**
 * Holds a path that somebody wants to write against the rules: relative to the content folder, with `/`, of plain names. Whatever begins with a dot
 * is refused, `.git` and `..` with it; so is what would be another file on another system. Throws `bad-path`.
 */
export function checkPath(path: string): void {
  const parts = path.split('/');
  const plain = parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/.test(part));
  if (plain && path.length <= maxLength) return;
  throw new ContentError(
    'bad-path',
    `${JSON.stringify(path.slice(0, maxLength))} is no path of a file of content. Nothing was written.`,
    'Paths are relative to the content folder, such as ceph/first-cluster/lab.yaml: letters, digits, dots, hyphens and underscores, no part that begins with a dot.',
  );
}

const commitId = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Holds the id of a commit against its form, since it comes from outside. Throws `no-commit`. */
export function checkCommit(commit: string): void {
  if (commitId.test(commit)) return;
  throw unknownCommit(commit);
}

export function unknownCommit(commit: string): ContentError {
  return new ContentError(
    'no-commit',
    `The content repository has no commit ${JSON.stringify(commit.slice(0, 64))}.`,
    'Load the page anew: it begins from the newest commit then.',
  );
}

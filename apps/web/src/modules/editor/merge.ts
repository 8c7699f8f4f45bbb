import type { LabFile } from '@springboard/contracts/lab-tests.ts';

/** Which of two versions of a file stands after a merge; `merged`: what was written in the view, with pieces of both. */
export type Choice = 'mine' | 'theirs' | 'merged';

export interface MergeInput {
  /** Where mine began. */
  readonly before: readonly LabFile[];
  readonly mine: readonly LabFile[];
  readonly theirs: readonly LabFile[];
  /** For each file that both changed, what is to stand. */
  readonly choices: ReadonlyMap<string, Choice>;
  /** What was written in the view, of those that are `merged`. */
  readonly merged: ReadonlyMap<string, string>;
}

/**
 * The files to go on with, on top of theirs: what I did not touch is as they have it, what only I touched is mine, and of what both touched it is
 * what was chosen. A file that one of us removed is a version like any other.
 */
export function mergeFiles({ before, mine, theirs, choices, merged }: MergeInput): LabFile[] {
  const [from, own, other] = [byPath(before), byPath(mine), byPath(theirs)];
  const paths = [...new Set([...own.keys(), ...other.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, me, them] = [from.get(path), own.get(path), other.get(path)];
    const chosen = choices.get(path) ?? (same(me, was) ? 'theirs' : 'mine');
    if (chosen === 'merged')
      return [{ path, content: merged.get(path) ?? me?.content ?? '', encoding: 'utf8' as const }];
    const stands = chosen === 'mine' ? me : them;
    return stands ? [stands] : [];
  });
}

function byPath(files: readonly LabFile[]): Map<string, LabFile> {
  return new Map(files.map((file) => [file.path, file]));
}

function same(one: LabFile | undefined, other: LabFile | undefined): boolean {
  return one?.content === other?.content && one?.encoding === other?.encoding;
}

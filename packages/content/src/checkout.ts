import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentConflict, ContentError } from './errors.ts';
import { explain } from './explain.ts';
import { Git, GitError } from './git.ts';
import type {
  ContentCommit,
  ContentPlace,
  ContentRepository,
  FileChanges,
  PublishedFiles,
  Snapshot,
  SnapshotOptions,
} from './repository.ts';
import { commitOnto, describeCommit, lastChangeOf, readTree } from './tree.ts';

interface Opened {
  /** At the top of the work tree. */
  readonly git: Git;
  /** The content's folder inside the repository; empty for all of it. */
  readonly root: string;
}

const publishTries = 5;

/** The labs of a folder of this machine: as they lie there for reading, and where it is a Git checkout, with commits to its branch. */
export class Checkout implements ContentRepository {
  readonly place: ContentPlace;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.place = { kind: 'folder', folder };
  }

  async newest(): Promise<ContentCommit> {
    const { git } = await this.#open();
    return describeCommit(git, 'HEAD').catch(() => {
      throw new ContentError(
        'no-commit',
        `The repository of ${this.#folder} has no commit yet.`,
        'Make the first one with `git commit`.',
      );
    });
  }

  async snapshot(options: SnapshotOptions = {}): Promise<Snapshot | null> {
    const commit = await this.#commitOfAll();
    if (commit !== null && commit.commit === options.unless) return null;
    return { folder: this.#folder, commit, [Symbol.asyncDispose]: async () => {} };
  }

  async readFiles(commit: string, folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
    const { git, root } = await this.#open();
    return readTree(git, root, commit, folder);
  }

  async lastChange(commit: string, folder: string): Promise<ContentCommit | null> {
    const { git, root } = await this.#open();
    return lastChangeOf(git, root, commit, folder);
  }

  async publishFiles(change: FileChanges): Promise<PublishedFiles> {
    const { git, root } = await this.#open();
    const branch = await this.#branch(git);
    const work = await mkdtemp(join(tmpdir(), 'springboard-commit-'));
    try {
      for (let tries = 0; tries < publishTries; tries++) {
        const { commit: tip } = await this.newest();
        const commit = await commitOnto(git, root, tip, change, join(work, 'index'));
        if (commit === undefined) return { commit: tip, branch, changed: false };
        const names = await this.#changedBetween(git, tip, commit);
        await this.#refuseUncommitted(git, root, names, tip);
        const words = ['update-ref', '-m', 'springboard publish', `refs/heads/${branch}`, commit, tip];
        const moved = await git.text(words).then(
          () => true,
          () => false,
        );
        if (!moved) continue;
        await this.#bringToFolder(git, names);
        return { commit, branch, changed: true };
      }
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    throw new ContentError(
      'busy',
      `The branch ${branch} of ${this.#folder} cannot be moved at the moment. Nothing was written.`,
      'Somebody else commits there, or Git left a lock: look there with `git status`, and try again.',
    );
  }

  /** Null: no checkout, or something in it that no commit holds. */
  async #commitOfAll(): Promise<ContentCommit | null> {
    try {
      const { git, root } = await this.#open();
      const changes = await git.text(['status', '--porcelain', '--', root === '' ? '.' : root]);
      return changes === '' ? await describeCommit(git, 'HEAD') : null;
    } catch {
      return null;
    }
  }

  async #open(): Promise<Opened> {
    const inside = new Git(this.#folder);
    try {
      const [top = '', root = ''] = (
        await inside.text(['rev-parse', '--show-toplevel', '--show-prefix'])
      ).split('\n');
      return { git: new Git(top), root: root.replace(/\/$/, '') };
    } catch (cause) {
      if (!(cause instanceof GitError)) throw cause;
      throw new ContentError(
        'no-repository',
        `The labs in ${this.#folder} are not in a Git checkout, so there are no commits to read or to make.`,
        'Run the platform from a clone of its repository, or name a content repository in SPRINGBOARD_CONTENT_URL.',
        { cause },
      );
    }
  }

  async #branch(git: Git): Promise<string> {
    try {
      return await git.text(['symbolic-ref', '--short', 'HEAD']);
    } catch (cause) {
      throw new ContentError(
        'no-branch',
        `The checkout of ${this.#folder} is on no branch, so a commit would belong nowhere. Nothing was written.`,
        'Check a branch out there (`git switch main`), or name a content repository in SPRINGBOARD_CONTENT_URL.',
        { cause },
      );
    }
  }

  async #changedBetween(git: Git, from: string, to: string): Promise<string[]> {
    return git.list(['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to]);
  }

  /** What lies in the folder and in no commit is somebody's work, too. */
  async #refuseUncommitted(git: Git, root: string, names: readonly string[], tip: string): Promise<void> {
    const words = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignored', '--'];
    const touched = await git.list([...words, ...names]).catch((error: unknown) => {
      throw explain(error, 'The folder of the labs cannot be looked at');
    });
    if (touched.length === 0) return;
    const paths = touched.map((line) => line.slice(root === '' ? 3 : 3 + root.length + 1));
    throw new ContentConflict(paths.sort(), tip);
  }

  /** Index and folder follow the branch in the files of the commit; whatever else is there stays as it is. */
  async #bringToFolder(git: Git, names: readonly string[]): Promise<void> {
    try {
      await git.text(['restore', '--source=HEAD', '--staged', '--worktree', '--', ...names]);
    } catch (cause) {
      throw new ContentError(
        'failed',
        `The commit was made, but the files in ${this.#folder} could not be brought to it.`,
        'Look there with `git status`; `git restore --staged --worktree` brings the named files.',
        { cause },
      );
    }
  }
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CredentialFiles, credentialsFor } from './credentials.ts';
import { ContentError } from './errors.ts';
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
import { commitOnto, describeCommit, exportTree, lastChangeOf, readTree } from './tree.ts';

export interface MirrorOptions {
  /** As `addressProblem` lets it through. */
  readonly url: string;
  readonly branch: string;
  /** The content's folder inside the repository; empty for all of it. */
  readonly root: string;
  /** Folder of ours on this machine, for the mirror and what is read from it. */
  readonly folder: string;
  readonly credentials: CredentialFiles;
}

/** So often a commit is made anew on what others pushed in the same moment. */
const publishTries = 5;
/** Two processes that fetch at once may find the other's lock; the second try finds the work done. */
const fetchTries = 3;

/** A bare mirror of one branch of a repository elsewhere. Several processes may use it at once. */
export class Mirror implements ContentRepository {
  readonly place: ContentPlace;
  readonly #options: MirrorOptions;
  readonly #ref: string;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#ref = `refs/heads/${options.branch}`;
    this.place = { kind: 'repository', url: options.url, branch: options.branch, folder: options.root };
  }

  async newest(signal?: AbortSignal): Promise<ContentCommit> {
    const git = await this.#open();
    return describeCommit(git, await this.#fetch(git, signal));
  }

  async snapshot(options: SnapshotOptions = {}): Promise<Snapshot | null> {
    const commit = await this.newest(options.signal);
    if (commit.commit === options.unless) return null;
    const git = await this.#open();
    const work = await this.#workFolder();
    const remove = () => rm(work, { recursive: true, force: true });
    const folder = join(work, 'content');
    try {
      await mkdir(folder);
      await exportTree(git, this.#options.root, commit.commit, folder);
    } catch (error) {
      await remove();
      throw explain(error, `Commit ${commit.commit.slice(0, 12)} cannot be read`);
    }
    return { folder, commit, [Symbol.asyncDispose]: remove };
  }

  async readFiles(commit: string, folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
    return readTree(await this.#open(), this.#options.root, commit, folder);
  }

  async lastChange(commit: string, folder: string): Promise<ContentCommit | null> {
    return lastChangeOf(await this.#open(), this.#options.root, commit, folder);
  }

  async publishFiles(change: FileChanges, signal?: AbortSignal): Promise<PublishedFiles> {
    const git = await this.#open();
    const work = await this.#workFolder();
    const { branch, url, root } = this.#options;
    try {
      for (let tries = 0; tries < publishTries; tries++) {
        const tip = await this.#fetch(git, signal);
        const commit = await commitOnto(git, root, tip, change, join(work, 'index'));
        if (commit === undefined) return { commit: tip, branch, changed: false };
        if (await this.#push(git, commit, signal)) return { commit, branch, changed: true };
      }
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    throw new ContentError(
      'busy',
      `Others pushed to ${branch} of ${url} each time we did. Nothing was written.`,
      'Try again in a moment.',
    );
  }

  /** Brings the branch and answers its commit. */
  async #fetch(git: Git, signal: AbortSignal | undefined): Promise<string> {
    const { url, branch } = this.#options;
    const words = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--end-of-options'];
    for (let tries = 1; ; tries++)
      try {
        await git.text([...words, url, `+${this.#ref}:${this.#ref}`], { network: true, signal });
        return await git.text(['rev-parse', '--verify', `${this.#ref}^{commit}`]);
      } catch (error) {
        const locked =
          error instanceof GitError && /cannot lock ref|unable to (lock|update)/i.test(error.said);
        if (!locked || tries === fetchTries) throw explain(error, `${branch} of ${url} cannot be fetched`);
      }
  }

  /** False: somebody else pushed in between. */
  async #push(git: Git, commit: string, signal: AbortSignal | undefined): Promise<boolean> {
    const { url, branch } = this.#options;
    const words = ['push', '--quiet', '--end-of-options', url, `${commit}:${this.#ref}`];
    try {
      await git.text(words, { network: true, signal });
      return true;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if (/\(fetch first\)|\(non-fast-forward\)|cannot lock ref|failed to update ref/i.test(error.said))
        return false;
      if (/\[remote rejected\]/.test(error.said))
        throw new ContentError(
          'refused',
          `${url} does not take the commit on ${branch}: ${remoteWords(error.said)} Nothing was written.`,
          'Most likely the branch is protected: let the account of the platform push to it, or let the platform use another branch.',
          { cause: error },
        );
      throw explain(error, `${branch} of ${url} cannot be pushed to`);
    }
  }

  /** The mirror, made when it is not there. It holds objects only; where they come from is said with each command. */
  async #open(): Promise<Git> {
    const { folder, url, credentials } = this.#options;
    const path = join(folder, 'repository.git');
    const { env, secrets } = await credentialsFor(url, credentials);
    await mkdir(path, { recursive: true, mode: 0o700 });
    const git = new Git(path, { ...env, GIT_DIR: path }, secrets);
    await git.text(['init', '--quiet', '--bare']);
    return git;
  }

  async #workFolder(): Promise<string> {
    const work = join(this.#options.folder, 'work');
    await mkdir(work, { recursive: true, mode: 0o700 });
    return mkdtemp(join(work, 'at-'));
  }
}

function remoteWords(said: string): string {
  const lines = said
    .split('\n')
    .filter((line) => line.startsWith('remote: ') || line.includes('[remote rejected]'))
    .map((line) =>
      line
        .replace(/^remote: /, '')
        .replace(/^.*\[remote rejected\] */, '')
        .trim(),
    );
  return `${lines
    .filter((line) => line !== '')
    .join(' ')
    .slice(0, 300)}.`;
}

/** A person as Git writes them down. */
export interface Signature {
  readonly name: string;
  readonly email: string;
}

export interface ContentCommit {
  /** Full id. */
  readonly commit: string;
  readonly author: string;
  readonly at: Date;
  /** First line of its message. */
  readonly subject: string;
}

/** Where content comes from, as pages show it. */
export type ContentPlace =
  /** `url` holds no credentials; `folder` is the content's folder inside the repository, empty for all of it. */
  | { readonly kind: 'repository'; readonly url: string; readonly branch: string; readonly folder: string }
  /** A folder of this machine, read as it lies there. */
  | { readonly kind: 'folder'; readonly folder: string };

export interface FileChanges {
  /** The commit that the person saw. */
  readonly baseCommit: string;
  readonly author: Signature;
  readonly message: string;
  /** By path relative to the content folder: what is to stand there, or null to remove it. */
  readonly changes: ReadonlyMap<string, string | Uint8Array | null>;
}

export interface PublishedFiles {
  /** The commit that has them; the newest one when they were there already. */
  readonly commit: string;
  readonly branch: string;
  /** False: nothing was to be changed, and no commit was made. */
  readonly changed: boolean;
}

export interface SnapshotOptions {
  readonly unless?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Content as it lies at one moment, in a folder to read from. */
export interface Snapshot extends AsyncDisposable {
  /** The content root, for `loadLabs`. */
  readonly folder: string;
  /** Null: the folder is no checkout, or has changes that no commit holds. */
  readonly commit: ContentCommit | null;
}

/**
 * The content's repository. Every method throws `ContentError` with what happened and what to do. Paths are relative to the content folder, so
 * `ceph/first-cluster/lab.yaml` wherever the labs lie in their repository.
 */
export interface ContentRepository {
  readonly place: ContentPlace;
  /** The newest commit, asked for where it comes from. A folder that is no checkout has none: `no-repository`. */
  newest(signal?: AbortSignal): Promise<ContentCommit>;
  /** Content as it is now, to be disposed after reading. Null: the newest commit is `unless`, and nothing lies beside it. */
  snapshot(options?: SnapshotOptions): Promise<Snapshot | null>;
  /** Files below `folder` at a commit, by path; links and submodules are left out. Empty when there is no such folder. */
  readFiles(commit: string, folder: string): Promise<ReadonlyMap<string, Uint8Array>>;
  /** The newest commit up to this one that changed something below `folder`; null when there is none. */
  lastChange(commit: string, folder: string): Promise<ContentCommit | null>;
  /**
   * Makes one commit in the name of `author` on top of the branch, and brings it there. Throws `ContentConflict` when one of the paths is not what it
   * was at `baseCommit`: nobody's work is written over. Other people's commits to other files do not matter.
   */
  publishFiles(change: FileChanges, signal?: AbortSignal): Promise<PublishedFiles>;
}

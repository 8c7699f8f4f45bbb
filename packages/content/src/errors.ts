/** Why the content repository could not be used. */
export type ContentTrouble =
  | 'git-missing'
  | 'unreachable'
  | 'not-allowed'
  | 'not-trusted'
  | 'no-repository'
  | 'no-branch'
  | 'no-commit'
  | 'refused'
  | 'busy'
  | 'bad-path'
  | 'failed';

/** Something about the content repository, in words for a person: the message says what happened, `remedy` what to do. Holds no secrets. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly trouble: ContentTrouble;
  readonly remedy: string;

  constructor(trouble: ContentTrouble, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.trouble = trouble;
    this.remedy = remedy;
  }
}

/** Files that were to be published have been changed by somebody else in the meantime. Nothing was written. */
export class ContentConflict extends Error {
  override readonly name = 'ContentConflict';
  /** Relative to the content folder, in order. */
  readonly paths: readonly string[];
  /** The newest commit, on which a second try can be based. */
  readonly commit: string;

  constructor(paths: readonly string[], commit: string) {
    super(`Changed by somebody else since: ${paths.join(', ')}`);
    this.paths = paths;
    this.commit = commit;
  }
}

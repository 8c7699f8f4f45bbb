/** `cancelled`: by the caller's signal. `failed`: the message says what happened, `logFile` has the rest. */
export class ImageBuildError extends Error {
  override readonly name = 'ImageBuildError';
  readonly kind: 'cancelled' | 'failed';
  /** Kept in the state folder. */
  readonly logFile: string | undefined;
  constructor(
    kind: 'cancelled' | 'failed',
    message: string,
    options?: { readonly logFile?: string; readonly cause?: unknown },
  ) {
    super(message, { cause: options?.cause });
    this.kind = kind;
    this.logFile = options?.logFile;
  }
}

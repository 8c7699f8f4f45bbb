import { DriverError, type DriverErrorKind } from '@springboard/environments/driver.ts';

/** What Incus answered when it refused: HTTP-like status and its own text. */
export class IncusError extends Error {
  override readonly name = 'IncusError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An operation of which the engine knows nothing any more: it restarted, or it ended while nobody could hear. Its outcome has to be looked for. */
export class OperationForgottenError extends Error {
  override readonly name = 'OperationForgottenError';
  readonly code = 'ENGINE_FORGOT';
  constructor(id: string, options?: { cause?: unknown }) {
    super(`the engine knows nothing of operation ${id} any more, as after its restart`, options);
  }
}

const socketCodes = new Set([
  'ENGINE_SILENT',
  'ENGINE_FORGOT',
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EACCES',
  'EPERM',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Error code of the operating system or of undici, wherever in the chain of causes it is. */
export function errorCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

/** True when the engine was not reached or did not finish in time, as opposed to having answered with an error. */
export function isUnreachable(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && (socketCodes.has(code) || code.startsWith('ERR_TLS') || code.includes('CERT'));
}

/** As `isUnreachable`, of an engine that would not answer a second question either. */
export function isAway(error: unknown): boolean {
  return isUnreachable(error) && !(error instanceof OperationForgottenError);
}

/** True when Incus says that the object is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof IncusError && error.status === 404;
}

/** True when the object exists already, or when another operation holds it. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof IncusError &&
    (error.status === 409 ||
      /already exists|UNIQUE constraint|already in use|is busy|is already running|currently in use|matching non-reusable operation/i.test(
        error.message,
      ))
  );
}

/**
 * True when waiting is all it takes: something else is at work on the object, or the engine has not started its network or pool yet. An
 * engine that restarts while an interface of the host vanishes gives up on networks at first, and tries again each minute.
 */
export function isPassing(error: unknown): boolean {
  return (
    isConflict(error) ||
    error instanceof OperationForgottenError ||
    (error instanceof IncusError && /unavailable on this server/i.test(error.message))
  );
}

/** True when another NIC has the address that a node was to have. */
export function isAddressTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    /IP address .* (already|in use)|already defined on another NIC/i.test(error.message)
  );
}

/**
 * Any error as the `DriverError` that callers of a driver expect; `doing` completes "Could not …".
 * An aborted signal gives `cancelled`, an engine that is gone `unreachable`.
 */
export function toDriverError(error: unknown, doing: string, signal?: AbortSignal): DriverError {
  if (error instanceof DriverError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new DriverError(kindOf(error, signal), `Could not ${doing}: ${text}`, { cause: error });
}

function kindOf(error: unknown, signal: AbortSignal | undefined): DriverErrorKind {
  if (signal?.aborted === true) return 'cancelled';
  if (isUnreachable(error)) return 'unreachable';
  const text = error instanceof Error ? error.message : String(error);
  if (/no space left|disk quota exceeded|ENOSPC|insufficient free space/i.test(text)) return 'no-space';
  if (!(error instanceof IncusError)) return 'failed';
  if (error.status === 404) return 'missing';
  if (error.status === 401 || error.status === 403) return 'refused';
  return 'failed';
}

/** Throws `cancelled` when the signal was aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined, doing: string): void {
  if (signal?.aborted === true) throw new DriverError('cancelled', `Cancelled while about to ${doing}.`);
}

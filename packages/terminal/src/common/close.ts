/** Why a socket was closed: a WebSocket close code, a sentence for the person, and whether the client tries again by itself. */
export interface CloseReason {
  readonly code: number;
  readonly reason: string;
  readonly retry: boolean;
}

const closing = (code: number, reason: string, retry: boolean): CloseReason => ({ code, reason, retry });

/** Sentences stay under 123 bytes, the most a close frame carries. */
export const closeReasons = {
  restarting: closing(
    1012,
    'The terminal service restarts. Your shell goes on, and is back in a moment.',
    true,
  ),
  tooLarge: closing(1009, 'The page sent more than the terminal takes at once.', false),
  badFrame: closing(
    4400,
    'The page and the terminal service do not understand each other. Reload the page.',
    false,
  ),
  ticketRefused: closing(4401, 'The ticket for this terminal was used or is too old.', true),
  notAllowed: closing(4403, 'You may no longer use this terminal.', false),
  rightsChanged: closing(
    4404,
    'Your sign-in or your rights have changed. The terminal is asked for again.',
    true,
  ),
  accessEnded: closing(
    4405,
    'Your access to Springboard has ended, and your environments with it. Your results are kept.',
    false,
  ),
  noHello: closing(4408, 'The terminal was not asked for in time.', true),
  silent: closing(4409, 'The connection went silent.', true),
  environmentEnded: closing(4410, 'This environment has ended. Your results are kept.', false),
  shellEnded: closing(4411, 'The shell has ended.', false),
  tooManyShells: closing(
    4412,
    'Eight terminals are open on this node already. Close one to open another.',
    false,
  ),
  followEnded: closing(
    4413,
    'You do not follow this terminal any more. Nothing is shown from here on.',
    false,
  ),
  noShell: closing(4414, 'No shell is open here yet. It is shown as soon as the learner opens it.', true),
  tooFast: closing(4429, 'The terminal got more input than the node can take.', true),
  internal: closing(4500, 'Something went wrong in the terminal service. It was noted.', true),
  nodeUnreachable: closing(4503, 'The node does not answer. It may be starting or very busy.', true),
  hostKeyMismatch: closing(
    4495,
    'The node is not the one that was set up, so it was not opened. Tell an operator.',
    false,
  ),
} as const satisfies Record<string, CloseReason>;

const byCode = new Map<number, CloseReason>(
  Object.values(closeReasons).map((reason) => [reason.code, reason]),
);

/** What a close event means to the client. Codes we do not know (1006, a proxy's) are lost connections and tried again. */
export function closeReasonOf(code: number, reason: string): CloseReason {
  const known = byCode.get(code);
  if (known) return { ...known, reason: reason || known.reason };
  return closing(code, reason || 'The connection to the terminal service was lost.', true);
}

/** Bytes of text a close frame carries at most. */
const maxReasonBytes = 123;

/** A reason that fits into a close frame; a longer sentence is cut, never in the middle of a character. */
export function fittingReason(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  if (bytes.length <= maxReasonBytes) return reason;
  const cut = new TextDecoder().decode(bytes.subarray(0, maxReasonBytes - 3)).replace(/\uFFFD+$/, '');
  return `${cut}…`;
}

/** What one SSH client, one address and one person may have. Times in milliseconds. */
export interface SshLimits {
  /** A connection that has not logged in by then is cut: time to type a passphrase. */
  readonly loginWithinMs: number;
  /** Refused keys and methods before the connection ends, as OpenSSH has it. */
  readonly loginTries: number;
  /** Connections that have not logged in, over all addresses and of one. */
  readonly waiting: number;
  readonly waitingPerAddress: number;
  /** Connections of an address that ended without a login at once, and how long one of them counts. */
  readonly failuresPerAddress: number;
  readonly failureCountsForMs: number;
  /** An IDE has two or three, and scp beside it one more each. */
  readonly connectionsPerPerson: number;
  /** One more than these is told so whatever it asks for, and ends after so long. */
  readonly refusedForMs: number;
  /** Shells, commands and sftp over one connection: under the ten of a node's sshd. */
  readonly sessions: number;
  /** Interactive shells of one attempt on one node, as many as the page may open. */
  readonly shellsPerNode: number;
  /** Forwarded connections at once over one connection. */
  readonly forwards: number;
  /** Forwarded connections per second and at once. */
  readonly forwardRate: { readonly perSecond: number; readonly burst: number };
  /** From one keep-alive to the next; three unanswered ones end the connection. */
  readonly keepAliveMs: number;
  /** A paused environment that was not woken by then is left to its page. */
  readonly wakeWithinMs: number;
}

export const defaultSshLimits: SshLimits = {
  loginWithinMs: 60_000,
  loginTries: 6,
  waiting: 64,
  waitingPerAddress: 10,
  failuresPerAddress: 20,
  failureCountsForMs: 10_000,
  connectionsPerPerson: 8,
  refusedForMs: 10_000,
  sessions: 8,
  shellsPerNode: 8,
  forwards: 32,
  forwardRate: { perSecond: 20, burst: 100 },
  keepAliveMs: 15_000,
  wakeWithinMs: 120_000,
};

/** A stream is read no further while so many bytes wait in the socket it leads to. ssh2 itself would write on without end. */
export const socketHighBytes = 2 ** 20;

/** Bytes per second and at once that are typed into a shell, as in the page, and that it prints: `yes` is not to take the gateway from others. */
export const typedRate = { perSecond: 256 * 1024, burst: 2 ** 20 };
export const printedRate = { perSecond: 4 * 2 ** 20, burst: 8 * 2 ** 20 };
/** Sizes per second and at once; above it only the latest counts. */
export const resizeRate = { perSecond: 10, burst: 20 };

/** Variables of the environment that a client may send on to its shell, each of at most so many bytes. */
export const sentVariables = /^(LANG|LC_[A-Z]+|COLORTERM)$/;
export const mostVariables = 20;
export const longestVariable = 256;

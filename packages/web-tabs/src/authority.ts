import type { Duplex } from 'node:stream';

/** A page that a node serves, and where. */
export interface TabUi {
  readonly name: string;
  readonly title: string;
  readonly node: string;
  /** Address of the node on the lab network: UIs redirect to it. */
  readonly address: string;
  readonly port: number;
  readonly path: string;
  readonly scheme: 'http' | 'https';
}

/** A tab that is open: whose it is, and what it shows. */
export interface TabSession {
  readonly id: string;
  readonly personId: string;
  readonly attemptId: string;
  readonly environmentId: string;
  readonly ui: TabUi;
  /** All of the environment, this one included. */
  readonly uis: readonly TabUi[];
}

/**
 * Why there is nothing to show. `no-session`: no cookie, or one that is not known any more. `bad-grant`: used, too old, or none of ours.
 * `not-ready`: the environment is on its way, or goes back to a save point.
 */
export type TabRefusal =
  | 'no-session'
  | 'bad-grant'
  | 'forbidden'
  | 'attempt-over'
  | 'environment-ended'
  | 'paused'
  | 'not-ready'
  | 'no-such-ui';

export interface Refused {
  readonly refused: TabRefusal;
}

/** Who may see what, and the way to a node: what web tabs ask the platform. */
export interface TabAuthority {
  /** Uses a grant up. `cookie` is the secret that its tab shows from then on. */
  redeem(grant: string): Promise<{ readonly cookie: string; readonly session: TabSession } | Refused>;
  /** What the cookie opens at this moment. */
  session(cookie: string): Promise<TabSession | Refused>;
  /** Somebody does something in a tab of the attempt. */
  noteActivity(attemptId: string): Promise<void>;
  /** A byte stream to a port of a node. */
  connect(environmentId: string, node: string, port: number, signal: AbortSignal): Promise<Duplex>;
}

/** The few calls made of a logger; pino's is one. Cookies, grants and bodies are never given to it. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

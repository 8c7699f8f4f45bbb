import type { Duplex } from 'node:stream';
import type { Role } from '../common/frames.ts';
import type { TerminalActivity } from './activity.ts';

/** What a redeemed ticket opens. `privateKey` is never logged and never sent on. */
export interface TerminalGrant {
  readonly personId: string;
  readonly attemptId: string;
  readonly environmentId: string;
  readonly node: string;
  readonly number: number;
  /** The most its viewer may be: what HELLO asks for can only be less. */
  readonly mode: Role;
  /** Of a mentor who follows somebody else's terminal; they open no shell. Undefined for its learner. */
  readonly follow?: { readonly id: string; readonly mentor: string } | undefined;
  /** As in a `.pub` file: `ssh-ed25519 AAAA…`. The node must show exactly this key. */
  readonly hostKey: string;
  readonly privateKey: string;
}

/** Who may be in the terminals of an attempt besides its learner. */
export interface Sharing {
  /** Ids of the follows that hold, with the mentors' names. */
  readonly follows: ReadonlyMap<string, string>;
  /** Id of the follow whose mentor has taken over; null while the learner types. */
  readonly typist: string | null;
}

/** Who may do what, and the way to a node: what a terminal server asks the platform. */
export interface TerminalAuthority {
  /** Uses a ticket up. A refusal's `detail` is a sentence for the person; `retry` when a new ticket may help. */
  redeem(ticket: string): Promise<TerminalGrant | { readonly refused: string; readonly retry: boolean }>;
  /** Whether the person may still be here. */
  authorize(grant: TerminalGrant): Promise<boolean>;
  /** How the terminals of an attempt are shared now. */
  sharing(attemptId: string): Promise<Sharing>;
  /** Nothing was seen of a mentor who follows for a while. */
  followerGone(followId: string): Promise<void>;
  /** True for the first claim of a run's id, false for ever after. */
  claimRun(attemptId: string, runId: string): Promise<boolean>;
  /** Whether the environment's nodes are silent because they are made to stand still: their connections are kept then. */
  standsStill(environmentId: string): Promise<boolean>;
  noteActivity(attemptId: string, activity: TerminalActivity): Promise<void>;
  /** A byte stream to the node's sshd. Throws `NodeGone` when the environment has ended. */
  connect(environmentId: string, node: string): Promise<Duplex>;
}

/** The environment or its node is not there any more. */
export class NodeGone extends Error {
  override readonly name = 'NodeGone';
}

/** The node showed another host key than the one that was pinned when it was made. */
export class HostKeyMismatch extends Error {
  override readonly name = 'HostKeyMismatch';
}

/** The few calls made of a logger; pino's is one. Contents of terminals and secrets are never given to it. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

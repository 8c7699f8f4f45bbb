import type { Duplex } from 'node:stream';
import type { TerminalAuthority } from '../authority.ts';

/** Somebody whose own SSH client is logged in to an attempt of theirs. */
export interface SshLogin {
  readonly personId: string;
  readonly keyId: string;
  readonly attemptId: string;
  /** Address the client came from; null where there is none. */
  readonly ip: string | null;
}

/** A key whose owner has shown that they hold it, and what they want to log in to. */
export interface SshLoginRequest {
  readonly fingerprint: string;
  /** The key itself in base64. */
  readonly body: string;
  readonly attemptId: string;
  readonly ip: string | null;
}

/** A node that a learner may know of. */
export interface SshNode {
  readonly name: string;
  /** On the lab network. */
  readonly address: string;
  /** Pinned public host key; null where nobody logs in. */
  readonly hostKey: string | null;
}

/** How the environment of an attempt can be reached at this moment. `said` is a sentence for the person. */
export type SshReach =
  | {
      readonly state: 'open';
      readonly environmentId: string;
      readonly nodes: readonly SshNode[];
      /** May log in as root on the environment's nodes. Never logged, never sent on. */
      readonly privateKey: string;
    }
  | { readonly state: 'paused' }
  | { readonly state: 'away'; readonly said: string };

/** What somebody did with files of a node by their own SSH client. */
export interface FileTransfer {
  /** `ssh.file.write`, `ssh.file.remove`, … */
  readonly action: string;
  readonly environmentId: string;
  readonly detail: Record<string, unknown>;
}

/** Who may do what, and the way to a node: what the SSH server asks the platform. */
export interface SshAuthority extends Pick<TerminalAuthority, 'standsStill' | 'noteActivity'> {
  /** Null for whatever is not the key owner's own running attempt. */
  logIn(request: SshLoginRequest): Promise<SshLogin | null>;
  /** Whether it may stay, and with this environment, when given. */
  authorize(login: SshLogin, environmentId: string | null): Promise<boolean>;
  reach(login: SshLogin): Promise<SshReach>;
  /** Has a paused environment woken; it takes a moment. */
  wake(login: SshLogin): Promise<void>;
  record(login: SshLogin, transfers: readonly FileTransfer[]): Promise<void>;
  /** A byte stream to the node's sshd. Throws `NodeGone` when the environment has ended. */
  connect(environmentId: string, node: string): Promise<Duplex>;
}

/** Why somebody gets no further: a sentence for them. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

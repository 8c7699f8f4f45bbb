import type { CloseReason } from '../common/close.ts';
import type { Hello, Role, ServerFrame } from '../common/frames.ts';
import { clampSize, type Size } from '../common/limits.ts';
import type { TerminalGrant } from './authority.ts';

/** The socket of a viewer, as a session sees it. */
export interface ViewerPort {
  send(frame: ServerFrame): void;
  close(reason: CloseReason): void;
}

/** Input is acknowledged after so many milliseconds, with what came meanwhile: its echo is sent first. */
const acknowledgeAfterMs = 5;

/** One socket that looks at a session. */
export class Viewer {
  readonly port: ViewerPort;
  readonly hello: Hello;
  readonly role: Role;
  /** Of a mentor who follows; undefined for the learner's own viewers. */
  readonly follow: TerminalGrant['follow'];
  /** The size that fits its window. */
  wanted: Size;
  /** READY was sent: input counts from here. */
  ready = false;
  /** Bytes of its input that the node has not taken yet. */
  unread = 0;
  #taken = 0;
  #acknowledging: NodeJS.Timeout | undefined;

  constructor(port: ViewerPort, hello: Hello, role: Role, follow?: TerminalGrant['follow']) {
    this.port = port;
    this.hello = hello;
    this.role = role;
    this.follow = follow;
    this.wanted = clampSize(hello);
  }

  /** All input up to this sequence number was taken or dropped. */
  acknowledgeInput(sequence: number): void {
    // What is dropped may overtake what the node is still to take.
    this.#taken = Math.max(this.#taken, sequence);
    this.#acknowledging ??= setTimeout(() => {
      this.#acknowledging = undefined;
      this.port.send({ type: 'inputAcknowledge', sequence: this.#taken });
    }, acknowledgeAfterMs);
  }
}

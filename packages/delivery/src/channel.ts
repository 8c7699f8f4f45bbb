/** A notice as it leaves the platform. */
export interface OutsideMessage {
  readonly to: { readonly name: string; readonly email: string };
  readonly title: string;
  readonly detail: string | null;
  /** Lines for a mail in place of the detail; a chat has one line only. Null: the detail is all there is. */
  readonly body: string | null;
  /** Address of the page it leads to, as browsers open it. */
  readonly url: string;
}

/** Sends by one way. Errors: `NotSent`; any other one leaves open whether the message has arrived. */
export interface Channel {
  send(message: OutsideMessage): Promise<void>;
}

/** The ways that an installation has; null: the operator has not set it up. */
export interface Channels {
  readonly mail: Channel | null;
  readonly chat: Channel | null;
}

export const noChannels: Channels = { mail: null, chat: null };

/** A message that has certainly not arrived. Its text is for the operator, and names no person, address or secret. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  /** Whether the same message may be taken later. */
  readonly again: boolean;

  constructor(message: string, again: boolean) {
    super(message);
    this.again = again;
  }
}

import type ssh2 from 'ssh2';

/** Bytes that a node may send ahead: enough for 5 MB a second from 50 ms away. */
const windowBytes = 256 * 1024;
/** Bytes that are granted at once; each grant is a packet. */
const grantBytes = 64 * 1024;

/** The part of a channel's inside that is used here; of the pinned version of ssh2. */
interface Inner {
  readonly incoming: { window: number };
  readonly outgoing: { readonly id: number; readonly state: string };
  readonly _client: {
    readonly _protocol: { channelWindowAdjust(id: number, bytes: number): void };
  };
}

/**
 * Grants the node of a channel what was taken, bit by bit. ssh2 itself grants a megabyte whenever half of its two are used: a shell that prints slowly, because
 * it rests or its viewer does, then gets them in bursts of ten milliseconds, in which nobody else is echoed.
 */
export class SteadyWindow {
  readonly #channel: Inner;
  #granted: number;

  constructor(channel: ssh2.Channel) {
    this.#channel = channel as unknown as Inner;
    this.#granted = this.#channel.incoming.window;
    // ssh2 never sees it half used.
    this.#channel.incoming.window = Number.POSITIVE_INFINITY;
  }

  /** So many bytes came and were passed on. */
  taken(bytes: number): void {
    this.#granted -= bytes;
    const more = windowBytes - this.#granted;
    const { outgoing, _client } = this.#channel;
    if (more < grantBytes || outgoing.state !== 'open') return;
    this.#granted += more;
    _client._protocol.channelWindowAdjust(outgoing.id, more);
  }
}

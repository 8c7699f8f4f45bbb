import { inputWindowBytes, maxInputBytes } from '../common/limits.ts';

interface InputFrame {
  readonly sequence: number;
  readonly data: Uint8Array;
  sent: boolean;
}

/** Input on its way: split into frames, numbered, at most a window of it unacknowledged. */
export class InputQueue {
  readonly #frames: InputFrame[] = [];
  #sequence = 0;
  #inFlight = 0;

  /** Bytes that wait or are unacknowledged. */
  get size(): number {
    return this.#frames.reduce((sum, frame) => sum + frame.data.length, 0);
  }

  push(data: Uint8Array): void {
    for (let at = 0; at < data.length; at += maxInputBytes) {
      this.#sequence += 1;
      this.#frames.push({
        sequence: this.#sequence,
        data: data.subarray(at, at + maxInputBytes),
        sent: false,
      });
    }
  }

  /** Takes what may be sent now. The first frame always may, so a window smaller than a frame cannot stall. */
  *takeSendable(): Generator<{ sequence: number; data: Uint8Array }> {
    for (const frame of this.#frames) {
      if (frame.sent) continue;
      if (this.#inFlight > 0 && this.#inFlight + frame.data.length > inputWindowBytes) return;
      frame.sent = true;
      this.#inFlight += frame.data.length;
      yield frame;
    }
  }

  /** The server has taken everything up to `sequence`. */
  acknowledge(sequence: number): void {
    while (this.#frames[0] && this.#frames[0].sequence <= sequence) {
      const frame = this.#frames.shift();
      if (frame?.sent) this.#inFlight -= frame.data.length;
    }
  }

  /** After a reconnect to the same shell: what the server has not taken is sent again. */
  rewind(lastTaken: number): void {
    this.acknowledge(lastTaken);
    for (const frame of this.#frames) frame.sent = false;
    this.#inFlight = 0;
  }

  /** Drops everything: it was meant for another shell, or for another time. */
  clear(): void {
    this.#frames.length = 0;
    this.#inFlight = 0;
  }
}

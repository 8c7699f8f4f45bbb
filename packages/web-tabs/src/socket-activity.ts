/** Over so long is counted, in milliseconds: keep-alives of pages come further apart. */
const windowMs = 5_000;
/** A key is two messages, down and up, and what it changes on a screen asks for one more. */
const unasked = 3;

/**
 * Tells what a person does over a WebSocket from what its page says by itself. A page answers what it is told, as a console asks for the next
 * picture when it has got one, and keeps the connection alive now and then; who types or moves a pointer makes it say more than that.
 */
export class SocketActivity {
  #since = Number.NEGATIVE_INFINITY;
  #more = 0;

  /** The node said something. */
  told(now: number): void {
    this.#count(now, -1);
  }

  /** The page said something: whether somebody is behind it. */
  isBehind(now: number): boolean {
    this.#count(now, 1);
    if (this.#more < unasked) return false;
    this.#more = 0;
    return true;
  }

  #count(now: number, by: 1 | -1): void {
    if (now - this.#since > windowMs) {
      this.#since = now;
      this.#more = 0;
    }
    // Much that is told at once asks for one answer, and must not hide what is said after it.
    this.#more = Math.max(-1, this.#more + by);
  }
}

import type { ServerFrame } from '../common/frames.ts';
import { maxOutputBytes, pauseAboveBytes, resumeBelowBytes } from '../common/limits.ts';
import type { ByteRing } from './ring.ts';
import type { Snapshot } from './screen.ts';

/** After input so recent, in milliseconds, output is an echo: sent at once. */
const echoWithinMs = 50;

/** A frame that has its place in the stream of output. */
interface Marker {
  readonly offset: number;
  readonly frame: Extract<ServerFrame, { type: 'size' | 'ready' | 'exit' }>;
}

/**
 * `holding`: not started, or the shell was replaced. `live`: gets output as it comes. `behind`: skipped ahead; gets a snapshot
 * as soon as it has parsed most of what was sent.
 */
type Mode = 'holding' | 'live' | 'behind';

export interface FlowOptions {
  readonly ring: ByteRing;
  readonly send: (frame: ServerFrame) => void;
  readonly snapshot: () => Promise<Snapshot>;
  /** Called when the viewer changed mode or acknowledged: the session decides anew whether the channel pauses. */
  readonly changed: () => void;
}

/** What one viewer has been sent and has acknowledged, and what goes next. */
export class ViewerFlow {
  readonly #options: FlowOptions;
  readonly #markers: Marker[] = [];
  #mode: Mode = 'holding';
  #cursor = 0;
  #acknowledged = 0;
  #furthest = 0;
  #lastInputAt = Number.NEGATIVE_INFINITY;
  #scheduled: NodeJS.Immediate | undefined;
  #catchingUp = false;
  #settling = false;
  #snapshotOffset: number | undefined;
  #stopped = false;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  get mode(): Mode {
    return this.#mode;
  }
  get acknowledged(): number {
    return this.#acknowledged;
  }
  /** Bytes of output this viewer has not parsed; what pausing is decided by. */
  get unacknowledged(): number {
    return this.#mode === 'live' ? this.#options.ring.end - this.#acknowledged : 0;
  }

  /** Begins at `offset`, which the viewer has or a snapshot brought it to. */
  start(offset: number): void {
    this.#moveTo(offset);
    this.#acknowledged = offset;
    this.#mode = 'live';
    this.pump();
  }

  /** Begins with a snapshot; sizes that it already has are not sent again. */
  startWith(snapshot: Snapshot): void {
    this.#forgetSizes(snapshot.sizeRevision);
    this.#options.send({ type: 'snapshot', offset: snapshot.offset, data: snapshot.data });
    this.#snapshotOffset = snapshot.offset;
    this.start(snapshot.offset);
  }

  mark(marker: Marker): void {
    this.#markers.push(marker);
    this.wake();
  }

  noteInput(): void {
    this.#lastInputAt = performance.now();
  }

  /** Output was appended. Sent at once when nothing is in flight or it is an echo, else gathered for this turn of the loop. */
  wake(): void {
    if (this.#mode !== 'live') return;
    const { ring } = this.#options;
    const idle = this.#cursor === this.#acknowledged;
    const echo = performance.now() - this.#lastInputAt < echoWithinMs;
    if (idle || echo || ring.end - this.#cursor >= maxOutputBytes) this.pump();
    else this.#scheduled ??= setImmediate(() => this.pump());
  }

  /**
   * Takes a cumulative acknowledgement. False when it is beyond anything sent. One that crossed a snapshot or a new shell on
   * its way may be ahead of the cursor: it is left out, and one that is not credits at most what was in flight.
   */
  acknowledge(offset: number): boolean {
    if (offset > this.#cursor) return offset <= this.#furthest;
    this.#acknowledged = Math.max(this.#acknowledged, offset);
    if (this.#snapshotOffset !== undefined && offset >= this.#snapshotOffset)
      this.#snapshotOffset = undefined;
    if (this.#mode === 'behind') void this.#catchUp();
    else this.pump();
    this.#options.changed();
    return true;
  }

  /** Stops sending output until a snapshot can be sent; not before `settled`, when given. */
  fallBehind(settled?: Promise<void>): void {
    if (this.#mode !== 'live') return;
    this.#mode = 'behind';
    this.#settling = settled !== undefined;
    this.#options.changed();
    void settled?.then(() => {
      this.#settling = false;
      return this.#catchUp();
    });
    void this.#catchUp();
  }

  /** The shell is gone: offsets begin anew with the next `start`. */
  hold(): void {
    this.#mode = 'holding';
    this.#markers.length = 0;
    this.#snapshotOffset = undefined;
    this.#cancel();
  }

  stop(): void {
    this.hold();
    this.#stopped = true;
  }

  /** Sends what the window allows. */
  pump(): void {
    this.#cancel();
    const { ring, send } = this.#options;
    while (this.#mode === 'live') {
      const marker = this.#markers[0];
      if (marker && marker.offset <= this.#cursor) {
        this.#markers.shift();
        send(marker.frame);
        continue;
      }
      if (this.#cursor === ring.end) return;
      if (!ring.has(this.#cursor)) {
        this.fallBehind();
        return;
      }
      const window = pauseAboveBytes - (this.#cursor - this.#acknowledged);
      if (window <= 0) return;
      const until = Math.min(marker?.offset ?? ring.end, ring.end);
      const data = ring.read(this.#cursor, Math.min(maxOutputBytes, window, until - this.#cursor));
      send({ type: 'output', offset: this.#cursor, data });
      this.#moveTo(this.#cursor + data.length);
    }
  }

  async #catchUp(): Promise<void> {
    const nearly = this.#cursor - this.#acknowledged <= resumeBelowBytes;
    if (this.#mode !== 'behind' || this.#catchingUp || this.#settling) return;
    if (!nearly || this.#snapshotOffset !== undefined) return;
    this.#catchingUp = true;
    const snapshot = await this.#options.snapshot();
    this.#catchingUp = false;
    if (this.#mode !== 'behind' || this.#stopped) return;
    const { columns, rows } = snapshot.size;
    const { offset, sizeRevision } = snapshot;
    this.#options.send({ type: 'size', offset, sizeRevision, columns, rows });
    this.startWith(snapshot);
    this.#options.changed();
  }

  #forgetSizes(upTo: number): void {
    for (let i = this.#markers.length - 1; i >= 0; i -= 1) {
      const frame = this.#markers[i]?.frame;
      if (frame?.type === 'size' && frame.sizeRevision <= upTo) this.#markers.splice(i, 1);
    }
  }

  #moveTo(offset: number): void {
    this.#cursor = offset;
    this.#furthest = Math.max(this.#furthest, offset);
  }

  #cancel(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
  }
}

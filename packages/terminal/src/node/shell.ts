import { randomBytes } from 'node:crypto';
import { minSize, ringBytes, type Size } from '../common/limits.ts';
import { ActivityDetector, type TerminalActivity } from './activity.ts';
import type { CourteousTerminal, Courtesy } from './courtesy.ts';
import { Pacing } from './pacing.ts';
import type { Recorder } from './recorder.ts';
import { ByteRing } from './ring.ts';
import type { DrawnScreen } from './screen.ts';
import type { ScreenPool } from './screens/pool.ts';
import type { Kept, ThreadScreen } from './screens/thread-screen.ts';
import type { ShellExit } from './shell-channel.ts';
import type { OpenedShell } from './shells.ts';

/** How a shell ended. `lost`: the connection to the node broke, the shell did not end by itself. */
export type ShellEnd = ({ readonly kind: 'exit' } & ShellExit) | { readonly kind: 'lost' };

export interface ShellEvents {
  /** Output was appended to the ring. */
  readonly output: () => void;
  /** Called once, after the last output. */
  readonly end: (end: ShellEnd) => void;
  readonly activity: (activity: TerminalActivity) => void;
  /** Output broke the emulator: a defect of it, or of ours. */
  readonly screenBroken: (error: unknown) => void;
  /** The thread that had the screen ended, and this is what is left of it. */
  readonly screenMoved: (kept: Kept) => void;
}

const notRecorded: Recorder = { output: () => {}, resize: () => {}, mark: () => {}, end: () => {} };

/** After a shell was killed the connection may follow: the node goes down. So long is waited for it, in milliseconds. */
const connectionFollowsMs = 1_000;
/** A prompt is there when the first output came to rest for so long, or after the longest time anyway; in milliseconds. */
const promptRestMs = 150;
const promptLongestMs = 3_000;
/** After Ctrl-C what was still under way (a quarter of a MiB in SSH; 4 MiB where the node holds no shells) is over when nothing came for so long, or after the longest; in milliseconds. */
const drainRestMs = 100;
const drainLongestMs = 2_000;
/** A program has seen that its terminal is smaller when it printed nothing for so long, or after the longest; in milliseconds. */
const redrawRestMs = 100;
const redrawLongestMs = 1_000;

/** How a shell begins: at a size; one that was found, with the screen it had. Its new one is made in `screens`, and it is courteous to all of `courtesy`. */
export interface ShellStart {
  readonly screens: ScreenPool;
  readonly courtesy: Courtesy;
  readonly size: Size;
  readonly screen?: DrawnScreen | undefined;
}

/** One shell from its start, or from where it was found, to its end: its channel, always drained, and what it printed. */
export class Shell {
  /** Names this view of the shell; offsets count from its start. */
  readonly epoch = randomBytes(8).toString('hex');
  readonly ring = new ByteRing(ringBytes);
  readonly screen: ThreadScreen;
  readonly pacing: Pacing;
  /** Last sequence of input taken, by client. */
  readonly lastInput = new Map<string, number>();
  /** Resolves when the shell seems to have printed its prompt. */
  readonly prompted: Promise<void>;
  readonly #opened: OpenedShell;
  readonly #events: ShellEvents;
  readonly #activity: ActivityDetector;
  readonly #courtesy: CourteousTerminal;
  readonly #recorder: Recorder;
  #size: Size;
  #sizeRevision = 0;
  #ended = false;

  constructor(opened: OpenedShell, start: ShellStart, events: ShellEvents, recorder: Recorder = notRecorded) {
    this.#recorder = recorder;
    this.#opened = opened;
    this.#events = events;
    this.#size = start.screen?.size ?? start.size;
    this.#activity = new ActivityDetector(events.activity);
    this.#courtesy = start.courtesy.join();
    this.pacing = new Pacing(opened.channel.output);
    this.screen = start.screens.open({
      size: this.#size,
      drawn: start.screen?.data,
      ring: this.ring,
      onBusy: (busy) => {
        this.pacing.screenBusy = busy;
      },
      onBroken: events.screenBroken,
      onMoved: (kept) => {
        // What fills the screen may have begun before what is left.
        if (kept === 'end' && !this.#ended) void this.redraw();
        events.screenMoved(kept);
      },
    });
    this.prompted = this.#outputRests({ restMs: promptRestMs, longestMs: promptLongestMs, fromNow: false });
    this.#listen();
  }

  /** Names the shell itself for as long as it lives on its node. */
  get id(): string {
    return this.#opened.id;
  }
  /** False where the shell ends with the connection to its node. */
  get isHeld(): boolean {
    return this.#opened.notHeld === undefined;
  }
  get size(): Size {
    return this.#size;
  }
  get sizeRevision(): number {
    return this.#sizeRevision;
  }

  /** Types. `taken` is called when the bytes have left for the node. */
  type(data: Uint8Array | string, taken: () => void): void {
    if (this.#ended) return;
    this.#activity.noteInput();
    this.#courtesy.noteInput();
    this.#opened.channel.write(data, taken);
  }

  /** Ctrl-C is typed: what is under way is waited for by nobody, and waits for nobody. */
  interrupt(): void {
    this.#courtesy.hurry();
    this.pacing.giveUpWaiting(() => this.#drained());
  }

  /** Changes the size at this place of the stream. False when it is that size already. */
  resize(size: Size): boolean {
    if (this.#ended || (size.columns === this.#size.columns && size.rows === this.#size.rows)) return false;
    this.#size = size;
    this.#sizeRevision += 1;
    this.#opened.channel.setSize(size);
    this.screen.resize(size, this.#sizeRevision);
    this.#recorder.resize(size);
    return true;
  }

  /** Puts a marker into the recording. */
  mark(text: string): void {
    this.#recorder.mark(text);
  }

  /**
   * Has what fills the screen draw it anew, as after a shell was found: what it drew while nobody was connected may be missing.
   * Programs draw when the size is another one, so it is, for a moment.
   */
  async redraw(): Promise<void> {
    const { columns, rows } = this.#size;
    const { channel } = this.#opened;
    channel.setSize({ columns, rows: rows > minSize ? rows - 1 : rows + 1 });
    await this.#outputRests({ restMs: redrawRestMs, longestMs: redrawLongestMs, fromNow: true });
    if (!this.#ended) channel.setSize(this.#size);
  }

  /** Lets go of the shell: one that its node holds lives on. */
  close(): void {
    this.#stop(null);
    this.screen.dispose();
    this.#opened.channel.leave();
  }

  /** Lets go of it, and answers the screen as it was in the end. */
  async leave(): Promise<DrawnScreen> {
    this.#stop(null);
    this.#opened.channel.leave();
    const screen = await this.screen.snapshot();
    this.screen.dispose();
    return screen;
  }

  #stop(exitCode: number | null): void {
    this.#ended = true;
    this.#activity.stop();
    this.pacing.stop();
    this.#courtesy.leave();
    this.#recorder.end(exitCode);
  }

  #listen(): void {
    const { channel, connectionLost } = this.#opened;
    channel.output.on('data', (data: Buffer) => {
      if (this.#ended) return;
      this.#recorder.output(data);
      this.ring.append(data);
      // Viewers first: an echo waits for nobody.
      this.#events.output();
      this.screen.wake();
      this.#activity.noteOutput();
      const rest = this.#courtesy.noteOutput(data.length);
      if (rest > 0) this.pacing.rest(rest);
    });
    void channel.ended.then((exit) => {
      if (this.#ended) return;
      this.#stop(exit?.exitCode ?? null);
      this.#tellEnd(exit, connectionLost);
    });
  }

  /** A shell that was killed may have gone with its node: the connection follows then. */
  #tellEnd(exit: ShellExit | undefined, connectionLost: AbortSignal): void {
    const killed = exit === undefined || exit.signal !== null || (exit.exitCode ?? 255) > 128;
    if (!killed) {
      this.#events.end({ kind: 'exit', ...exit });
      return;
    }
    const tell = () => {
      clearTimeout(timer);
      connectionLost.removeEventListener('abort', tell);
      // A holder that was killed took its shell with it, and could not say so.
      const gone = exit ?? (this.isHeld ? { exitCode: null, signal: null } : undefined);
      this.#events.end(connectionLost.aborted || !gone ? { kind: 'lost' } : { kind: 'exit', ...gone });
    };
    const timer = setTimeout(tell, connectionFollowsMs);
    if (connectionLost.aborted) tell();
    else connectionLost.addEventListener('abort', tell);
  }

  /** Resolves when the output that was under way has come. */
  #drained(): Promise<void> {
    return this.#outputRests({ restMs: drainRestMs, longestMs: drainLongestMs, fromNow: true });
  }

  #outputRests(wait: { restMs: number; longestMs: number; fromNow: boolean }): Promise<void> {
    return new Promise((resolve) => {
      const { output } = this.#opened.channel;
      let rest: NodeJS.Timeout | undefined;
      const done = () => {
        clearTimeout(rest);
        clearTimeout(longest);
        output.off('data', restart);
        resolve();
      };
      const restart = () => {
        clearTimeout(rest);
        // Output that waits for its screen or its viewer has not come to rest.
        rest = setTimeout(() => (this.pacing.waits ? restart() : done()), wait.restMs);
      };
      const longest = setTimeout(done, wait.longestMs);
      output.on('data', restart);
      if (wait.fromNow) restart();
    });
  }
}

import { randomBytes } from 'node:crypto';
import { ringBytes, type Size } from '../common/limits.ts';
import { ActivityDetector, type TerminalActivity } from './activity.ts';
import { Pacing } from './pacing.ts';
import type { Recorder } from './recorder.ts';
import { ByteRing } from './ring.ts';
import { Screen } from './screen.ts';
import type { OpenedShell } from './shells.ts';

/** How a shell ended. `lost`: the connection to the node broke, the shell did not end by itself. */
export type ShellEnd =
  | { readonly kind: 'exit'; readonly exitCode: number | null; readonly signal: string | null }
  | { readonly kind: 'lost' };

export interface ShellEvents {
  /** Output was appended to the ring. */
  readonly output: () => void;
  /** Called once, after the last output. */
  readonly end: (end: ShellEnd) => void;
  readonly activity: (activity: TerminalActivity) => void;
}

const notRecorded: Recorder = { output: () => {}, resize: () => {}, mark: () => {}, end: () => {} };

/** After a shell was killed the connection may follow: the node goes down. So long is waited for it, in milliseconds. */
const connectionFollowsMs = 1_000;
/** A prompt is there when the first output came to rest for so long, or after the longest time anyway; in milliseconds. */
const promptRestMs = 150;
const promptLongestMs = 3_000;
/** After Ctrl-C what was still under way (up to 4 MiB in SSH) is over when nothing came for so long, or after the longest; in milliseconds. */
const drainRestMs = 100;
const drainLongestMs = 2_000;

/** One shell from its start to its end: its channel, always drained, and what it printed. */
export class Shell {
  /** Names this shell; offsets count from its start. */
  readonly epoch = randomBytes(8).toString('hex');
  readonly ring = new ByteRing(ringBytes);
  readonly screen: Screen;
  readonly pacing: Pacing;
  /** Last sequence of input taken, by client. */
  readonly lastInput = new Map<string, number>();
  /** Resolves when the shell seems to have printed its prompt. */
  readonly prompted: Promise<void>;
  readonly #opened: OpenedShell;
  readonly #events: ShellEvents;
  readonly #activity: ActivityDetector;
  readonly #recorder: Recorder;
  #size: Size;
  #sizeRevision = 0;
  #ended = false;

  constructor(opened: OpenedShell, size: Size, events: ShellEvents, recorder: Recorder = notRecorded) {
    this.#recorder = recorder;
    this.#opened = opened;
    this.#events = events;
    this.#size = size;
    this.#activity = new ActivityDetector(events.activity);
    this.pacing = new Pacing(opened.channel);
    this.screen = new Screen(size, (busy) => {
      this.pacing.screenBusy = busy;
    });
    this.prompted = this.#outputRests({ restMs: promptRestMs, longestMs: promptLongestMs, fromNow: false });
    this.#listen();
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
    this.#opened.channel.write(data, taken);
  }

  /** Changes the size at this place of the stream. False when it is that size already. */
  resize(size: Size): boolean {
    if (this.#ended || (size.columns === this.#size.columns && size.rows === this.#size.rows)) return false;
    this.#size = size;
    this.#sizeRevision += 1;
    this.#opened.channel.setWindow(size.rows, size.columns, 0, 0);
    this.screen.resize(size, this.#sizeRevision);
    this.#recorder.resize(size);
    return true;
  }

  /** Puts a marker into the recording. */
  mark(text: string): void {
    this.#recorder.mark(text);
  }

  /** Hangs up. */
  close(): void {
    this.#ended = true;
    this.#activity.stop();
    this.pacing.stop();
    this.screen.dispose();
    this.#recorder.end(null);
    this.#opened.channel.close();
  }

  #listen(): void {
    const { channel, connectionLost } = this.#opened;
    let exit: ShellEnd | undefined;
    let flushed = false;
    let closed = false;
    const finish = () => {
      if (!flushed || !closed || this.#ended) return;
      this.#ended = true;
      this.#activity.stop();
      this.pacing.stop();
      this.#recorder.end(exit?.kind === 'exit' ? exit.exitCode : null);
      this.#tellEnd(exit, connectionLost);
    };
    const take = (data: Buffer) => {
      if (this.#ended) return;
      this.#recorder.output(data);
      this.ring.append(data);
      this.screen.write(data);
      this.#activity.noteOutput();
      this.#events.output();
    };
    channel.on('data', take);
    channel.stderr.on('data', take);
    channel.on('error', () => {});
    channel.on('exit', (exitCode: number | null, signal?: string) => {
      exit = { kind: 'exit', exitCode, signal: signal ?? null };
    });
    channel.on('end', () => {
      flushed = true;
      finish();
    });
    channel.on('close', () => {
      closed = true;
      finish();
    });
  }

  #tellEnd(exit: ShellEnd | undefined, connectionLost: AbortSignal): void {
    const killed = exit?.kind !== 'exit' || exit.signal !== null || (exit.exitCode ?? 255) > 128;
    if (exit && !killed) {
      this.#events.end(exit);
      return;
    }
    const tell = () => {
      clearTimeout(timer);
      connectionLost.removeEventListener('abort', tell);
      this.#events.end(connectionLost.aborted || !exit ? { kind: 'lost' } : exit);
    };
    const timer = setTimeout(tell, connectionFollowsMs);
    if (connectionLost.aborted) tell();
    else connectionLost.addEventListener('abort', tell);
  }

  /** Resolves when the output that was under way has come. */
  drained(): Promise<void> {
    return this.#outputRests({ restMs: drainRestMs, longestMs: drainLongestMs, fromNow: true });
  }

  #outputRests(wait: { restMs: number; longestMs: number; fromNow: boolean }): Promise<void> {
    return new Promise((resolve) => {
      const { channel } = this.#opened;
      let rest: NodeJS.Timeout | undefined;
      const done = () => {
        clearTimeout(rest);
        clearTimeout(longest);
        channel.off('data', restart);
        resolve();
      };
      const restart = () => {
        clearTimeout(rest);
        rest = setTimeout(done, wait.restMs);
      };
      const longest = setTimeout(done, wait.longestMs);
      channel.on('data', restart);
      if (wait.fromNow) restart();
    });
  }
}

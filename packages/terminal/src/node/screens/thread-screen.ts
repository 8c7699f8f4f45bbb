import type { Size } from '../../common/limits.ts';
import type { ByteRing } from '../ring.ts';
import type { Snapshot } from '../screen.ts';
import { firstWhole } from './first-whole.ts';
import type { FromThread, ScreenAnswers, ToThread } from './messages.ts';

/**
 * Output waits while more than so many bytes are not parsed. That is a quarter of the ring, so a snapshot's offset is always in it; and what comes at once when
 * output goes on is half of it, a millisecond of the gateway's thread, while the screen's has several to parse.
 */
const busyAboveBytes = 128 * 1024;
const idleBelowBytes = 64 * 1024;
/** So many bytes go to the thread at once; fewer with the end of this turn of the event loop, after viewers got theirs. */
const sendAtBytes = 32 * 1024;
/** A screen whose output ended its thread so often is kept no longer: the thread has others'. */
const mostBlames = 3;

/** What a screen has after its thread ended: everything; what the ring had, the last 512 KiB; or nothing, since its own output ended the thread. */
export type Kept = 'all' | 'end' | 'nothing';

export interface ThreadScreenOptions {
  readonly size: Size;
  /** Stands there before offset 0. */
  readonly drawn?: Uint8Array | undefined;
  /** The output: the screen reads it from here. */
  readonly ring: ByteRing;
  /** So much is unparsed that output should wait; or it may go on. */
  readonly onBusy: (busy: boolean) => void;
  /** Output broke the emulator, which is empty therefore, and goes on. */
  readonly onBroken: (error: Error) => void;
  /** The screen's thread ended, and another one has it. */
  readonly onMoved: (kept: Kept) => void;
}

/** The thread a screen is in. What is sent while it is away is lost: the screen is opened anew when it is back. */
export interface Thread {
  send(message: ToThread, transfer?: readonly ArrayBuffer[]): void;
  remove(screen: ThreadScreen): void;
}

interface Question {
  readonly about: keyof ScreenAnswers;
  readonly answer: (given: ScreenAnswers[keyof ScreenAnswers]) => void;
}

/** The gateway's side of a screen whose emulator lives in a thread. */
export class ThreadScreen {
  readonly id: number;
  readonly #thread: Thread;
  readonly #options: Omit<ThreadScreenOptions, 'drawn' | 'size'>;
  readonly #questions = new Map<number, Question>();
  #drawn: Uint8Array | undefined;
  #size: Size;
  #sizeRevision = 0;
  #sent = 0;
  #parsed = 0;
  #asked = 0;
  #busy = false;
  #blames = 0;
  /** What was before ended a thread, and is not parsed again. */
  #poisonedTo = 0;
  /** Its thread ended, and no other one has it yet. */
  #away = true;
  /** Whether its own output ended its thread, while it is away. */
  #blamed: boolean | undefined;
  #over = false;
  #scheduled: NodeJS.Immediate | undefined;

  /** Not yet in the thread: `open` puts it there. */
  constructor(id: number, thread: Thread, { size, drawn, ...options }: ThreadScreenOptions) {
    this.id = id;
    this.#thread = thread;
    this.#options = options;
    this.#size = size;
    this.#drawn = drawn;
  }

  /** Output was appended to the ring. */
  wake(): void {
    if (this.#over || this.#away) return;
    const { ring } = this.#options;
    if (ring.start > 0) this.#drawn = undefined;
    if (!this.#busy && ring.end - this.#parsed > busyAboveBytes) this.#setBusy(true);
    if (ring.end - this.#sent >= sendAtBytes) this.#sendOutput();
    else this.#scheduled ??= setImmediate(() => this.#sendOutput());
  }

  /** Takes effect after everything that is in the ring. */
  resize(size: Size, sizeRevision: number): void {
    this.#sendOutput();
    this.#size = size;
    this.#sizeRevision = sizeRevision;
    this.#send({ kind: 'resize', id: this.id, start: { size, sizeRevision } });
  }

  /** The screen after everything that is in the ring; an empty one when it is disposed meanwhile. */
  snapshot(): Promise<Snapshot> {
    return this.#ask('snapshot');
  }

  /** Whether programs want pastes marked as such, after everything that is in the ring. */
  bracketedPaste(): Promise<boolean> {
    return this.#ask('bracketedPaste');
  }

  dispose(): void {
    if (this.#over) return;
    this.#send({ kind: 'close', id: this.id });
    this.#thread.remove(this);
    this.#giveUp();
  }

  /** Puts it into its thread, which knows nothing of it. */
  open(): void {
    this.#away = false;
    const { ring, onMoved } = this.#options;
    this.#sent = Math.max(firstWhole(ring), this.#poisonedTo);
    this.#parsed = this.#sent;
    const size = { size: this.#size, sizeRevision: this.#sizeRevision };
    const fromStart = this.#sent === 0 && this.#blames === 0;
    const drawn = fromStart ? this.#drawn : undefined;
    this.#send({ kind: 'open', id: this.id, start: { ...size, drawn, offset: this.#sent } });
    const kept = this.#blamed ? 'nothing' : fromStart ? 'all' : 'end';
    this.#sendOutput();
    for (const [question, { about }] of this.#questions)
      this.#send({ kind: 'ask', id: this.id, question, about });
    if (this.#blamed !== undefined) onMoved(kept);
    this.#blamed = undefined;
  }

  /** Its thread ended; `blamed` when its own output is what ended it. It is to be opened in another one. */
  lost(blamed: boolean): void {
    const { ring, onMoved } = this.#options;
    this.#away = true;
    this.#blamed = blamed;
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#busy) this.#setBusy(false);
    if (!blamed) return;
    this.#blames += 1;
    this.#poisonedTo = ring.end;
    this.#drawn = undefined;
    if (this.#blames < mostBlames) return;
    this.#thread.remove(this);
    this.#giveUp();
    onMoved('nothing');
  }

  hear(message: Extract<FromThread, { readonly id: number }>): void {
    if (message.kind === 'parsed') this.#noteParsed(message.offset);
    else if (message.kind === 'broken') {
      const error = new Error('output broke the emulator');
      error.stack = message.stack;
      this.#options.onBroken(error);
    } else {
      const question = this.#questions.get(message.question);
      this.#questions.delete(message.question);
      question?.answer(message.answer);
    }
  }

  #noteParsed(offset: number): void {
    this.#parsed = offset;
    if (this.#busy && this.#options.ring.end - offset < idleBelowBytes) this.#setBusy(false);
  }

  #sendOutput(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const { ring } = this.#options;
    if (this.#over || this.#away || ring.end === this.#sent) return;
    if (!ring.has(this.#sent)) {
      this.#send({ kind: 'close', id: this.id });
      this.open();
      return;
    }
    const data = ring.copyFrom(this.#sent);
    this.#sent = ring.end;
    this.#send({ kind: 'write', id: this.id, data }, [data.buffer]);
  }

  #send(message: ToThread, transfer?: readonly ArrayBuffer[]): void {
    if (!this.#over && !this.#away) this.#thread.send(message, transfer);
  }

  #ask<A extends keyof ScreenAnswers>(about: A): Promise<ScreenAnswers[A]> {
    if (this.#over) return Promise.resolve(this.#nothing()[about]);
    this.#sendOutput();
    this.#asked += 1;
    const question = this.#asked;
    return new Promise((resolve) => {
      this.#questions.set(question, { about, answer: resolve as Question['answer'] });
      this.#send({ kind: 'ask', id: this.id, question, about });
    });
  }

  /** There is no emulator any more, and nobody waits for one. */
  #giveUp(): void {
    this.#over = true;
    clearImmediate(this.#scheduled);
    if (this.#busy) this.#setBusy(false);
    for (const { about, answer } of this.#questions.values()) answer(this.#nothing()[about]);
    this.#questions.clear();
  }

  #nothing(): ScreenAnswers {
    const snapshot: Snapshot = {
      offset: this.#options.ring.end,
      data: new Uint8Array(0),
      size: this.#size,
      sizeRevision: this.#sizeRevision,
    };
    return { snapshot, bracketedPaste: false };
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#options.onBusy(busy);
  }
}

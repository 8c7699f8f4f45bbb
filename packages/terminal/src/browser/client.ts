import { type CloseReason, closeReasonOf, closeReasons } from '../common/close.ts';
import { Emitter, type Unsubscribe } from '../common/emitter.ts';
import type {
  ClientFrame,
  Notice,
  Presence,
  Role,
  RunResult,
  ServerFrame,
  Welcome,
} from '../common/frames.ts';
import { acknowledgeEveryBytes, clampSize, type Size } from '../common/limits.ts';
import { WholeCharacters } from '../common/whole-characters.ts';
import { backoffMs } from './backoff.ts';
import { Connection, type OpenWebSocket } from './connection.ts';
import { InputQueue } from './input-queue.ts';
import { PendingRuns } from './pending-runs.ts';
import type { ReconnectStep, TerminalState } from './state.ts';
import { TerminalRefused, type Ticket } from './ticket.ts';

/** Where output goes: a terminal emulator, or a test. `parsed` is called when the data has been taken in, in order. */
export interface TerminalSink {
  write(data: Uint8Array, parsed: () => void): void;
  /** Called between two writes' `parsed`, so the size changes exactly there in the stream. */
  resize(size: Size): void;
  /** Forgets screen and scrollback. */
  reset(): void;
}

export interface ClientOptions {
  readonly getTicket: () => Promise<Ticket>;
  readonly sink: TerminalSink;
  readonly size: Size;
  readonly mode?: Role;
  /** For tests and tools outside a browser. */
  readonly openWebSocket?: OpenWebSocket;
}

export interface ClientEvents {
  state: TerminalState;
  notice: Notice;
  presence: Presence;
  /** The server said which session, and whether this viewer owns the size. */
  welcome: Welcome;
}

/** Unacknowledged input is sent again after a drop shorter than this; what is older was typed at another screen. */
const resendInputWithinMs = 10_000;
/** A connection that lasted so long was a good one: the back-off begins anew. */
const goodAfterMs = 5_000;
/** Everything parsed is acknowledged after so long even when it is little. */
const acknowledgeWithinMs = 100;
const nothing = new Uint8Array(0);
const newShell: Notice = { kind: 'info', text: 'This is a new shell; the one before has ended.' };
const sameShell: Notice = {
  kind: 'info',
  text: 'Your shell went on meanwhile. A little of what it printed may be missing.',
};

/** One viewer of one terminal session: connects, resumes, acknowledges. Knows nothing of a page. */
export class TerminalClient {
  readonly #options: ClientOptions;
  readonly #events = new Emitter<ClientEvents>();
  readonly #id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) =>
    b.toString(16).padStart(2, '0'),
  ).join('');
  readonly #input = new InputQueue();
  readonly #runs = new PendingRuns();
  readonly #characters = new WholeCharacters();
  #state: TerminalState = { kind: 'connecting' };
  #connection: Connection | undefined;
  /** WELCOME came on this connection: before it nothing but HELLO may be sent. */
  #greeted = false;
  #generation = 0;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #acknowledgeTimer: ReturnType<typeof setTimeout> | undefined;
  #welcome: Welcome | undefined;
  #size: Size;
  #sizeRevision = 0;
  /** Offset after the last byte received, parsed, acknowledged; of the present epoch. */
  #received = 0;
  #parsed = 0;
  #acknowledged = 0;
  /** A snapshot was announced and has not come: what was received before is not on the screen any more. */
  #awaitsSnapshot = false;
  /** Raised when the screen is drawn anew, so that what is parsed late of the old one is not acknowledged. */
  #drawing = 0;
  #ready = false;
  /** As the gateway said last; it drops what comes all the same. */
  #mayType = true;
  #readyAt = 0;
  #lostAt = 0;
  #exited = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#size = clampSize(options.size);
  }

  get state(): TerminalState {
    return this.#state;
  }
  /** True from READY on: input is taken. */
  get ready(): boolean {
    return this.#ready;
  }

  on<K extends keyof ClientEvents>(name: K, listener: (event: ClientEvents[K]) => void): Unsubscribe {
    return this.#events.on(name, listener);
  }

  /** Connects, at once instead of waiting for the next try. An open connection is asked for a sign of life. */
  connect(): void {
    if (this.#greeted) this.#connection?.probe();
    if (this.#connection || this.#state.kind === 'closed') return;
    clearTimeout(this.#retry);
    void this.#open();
  }

  /** Ends it. The shell on the node lives on. */
  close(): void {
    this.#finish({ ...closeReasons.shellEnded, code: 1000, reason: 'The terminal was closed.' });
  }

  /** Types. Dropped while somebody else does, and before READY, for the emulator would otherwise answer questions of an hour ago into the shell. */
  input(data: string | Uint8Array): void {
    if (!this.#ready || !this.#mayType) return;
    this.#input.push(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    this.#flushInput();
  }

  /** Says which size would fit. Applied when the server says SIZE, at its place in the stream. */
  resize(size: Size): void {
    const wanted = clampSize(size);
    if (wanted.columns === this.#size.columns && wanted.rows === this.#size.rows) return;
    this.#size = wanted;
    this.#send({ type: 'resize', ...wanted });
  }

  takeSize(): void {
    this.#send({ type: 'control', control: { kind: 'take-size' } });
  }

  /** Runs `text` in the shell at most once per `id`, for ever. Answers when the server has. */
  run(id: string, text: string): Promise<RunResult> {
    if (this.#state.kind === 'closed') {
      return Promise.resolve({ id, outcome: 'not-run', text: this.#state.reason });
    }
    const result = this.#runs.add(id, text, this.#welcome?.shell);
    if (this.#ready) this.#sendRuns();
    return result;
  }

  async #open(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#step('asking');
    let ticket: Ticket;
    try {
      ticket = await this.#options.getTicket();
    } catch (error) {
      if (generation !== this.#generation || this.#state.kind === 'closed') return;
      if (error instanceof TerminalRefused)
        this.#finish({ ...closeReasons.notAllowed, reason: error.message });
      else this.#lost('The terminal could not be asked for. Springboard may be restarting.');
      return;
    }
    if (generation !== this.#generation || this.#state.kind === 'closed') return;
    const open = this.#options.openWebSocket ?? ((url, protocol) => new WebSocket(url, protocol));
    const connection = new Connection(open, ticket.url, {
      open: () => connection.send({ type: 'hello', ...this.#hello(ticket.ticket) }),
      frame: (frame) => {
        if (this.#connection === connection) this.#receive(frame);
      },
      close: (code, reason) => {
        if (this.#connection === connection) this.#closed(closeReasonOf(code, reason));
      },
    });
    this.#connection = connection;
    this.#step('opening');
  }

  #hello(ticket: string) {
    const seen = this.#welcome;
    return {
      ticket,
      client: this.#id,
      ...this.#size,
      mode: this.#options.mode ?? ('owner' as const),
      ...(seen &&
        !this.#awaitsSnapshot && {
          resume: { epoch: seen.epoch, offset: this.#received, sizeRevision: this.#sizeRevision },
        }),
    };
  }

  #receive(frame: ServerFrame): void {
    const { sink } = this.#options;
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(frame);
        break;
      case 'snapshot':
        this.#awaitsSnapshot = false;
        sink.write(nothing, () => sink.reset());
        this.#beginAt(frame.offset);
        this.#write(frame.data);
        break;
      case 'output':
        if (frame.offset !== this.#received) throw new Error('output that does not follow');
        this.#received += frame.data.length;
        this.#write(frame.data);
        break;
      case 'size':
        this.#sizeRevision = frame.sizeRevision;
        sink.write(nothing, () => sink.resize({ columns: frame.columns, rows: frame.rows }));
        break;
      case 'ready':
        this.#becomeReady();
        break;
      case 'inputAcknowledge':
        this.#input.acknowledge(frame.sequence);
        this.#flushInput();
        break;
      case 'presence':
        this.#mayType = frame.mayType;
        this.#events.emit('presence', frame);
        break;
      case 'notice':
        this.#events.emit('notice', frame);
        break;
      case 'exit':
        this.#exited = true;
        sink.write(nothing, () => this.#acknowledge(true));
        break;
      case 'runResult':
        this.#runs.settle(frame);
        break;
      case 'pong':
        break;
    }
  }

  #welcomed(welcome: Welcome): void {
    const { sink } = this.#options;
    const before = this.#welcome;
    const sameEpoch = before?.epoch === welcome.epoch;
    const recent = Date.now() - this.#lostAt < resendInputWithinMs;
    if (sameEpoch && recent) this.#input.rewind(welcome.lastInput);
    else this.#input.clear();
    this.#runs.keepOnly(welcome.shell);
    this.#ready = false;
    this.#exited = false;
    // Within a connection the gateway itself says why; after a new one nobody else would.
    const anew = before && !sameEpoch && !this.#greeted;
    this.#welcome = welcome;
    this.#greeted = true;
    this.#step('restoring');
    this.#sizeRevision = welcome.sizeRevision;
    this.#awaitsSnapshot = welcome.attach === 'snapshot';
    if (welcome.attach !== 'exact') {
      this.#beginAt(welcome.offset);
      sink.write(nothing, () => {
        sink.reset();
        sink.resize({ columns: welcome.columns, rows: welcome.rows });
      });
    }
    this.#events.emit('welcome', welcome);
    if (anew) this.#events.emit('notice', before.shell === welcome.shell ? sameShell : newShell);
  }

  /** What was received before no longer counts: the screen is drawn anew as of `offset`. */
  #beginAt(offset: number): void {
    this.#drawing += 1;
    this.#characters.forget();
    this.#received = offset;
    this.#parsed = offset;
    this.#acknowledged = offset;
  }

  /** Input opens when the replay has been *parsed*: the emulator's answers to old questions fall before that. */
  #becomeReady(): void {
    const generation = this.#generation;
    this.#options.sink.write(nothing, () => {
      const welcome = this.#welcome;
      if (generation !== this.#generation || !this.#connection || !welcome) return;
      this.#ready = true;
      this.#readyAt = Date.now();
      if (this.#size.columns !== welcome.columns || this.#size.rows !== welcome.rows) {
        this.#send({ type: 'resize', ...this.#size });
      }
      this.#setState({ kind: 'open', attach: welcome.attach });
      this.#flushInput();
      this.#sendRuns();
    });
  }

  #write(data: Uint8Array): void {
    const drawing = this.#drawing;
    const end = this.#received;
    this.#options.sink.write(this.#characters.take(data), () => {
      if (drawing !== this.#drawing) return;
      this.#parsed = Math.max(this.#parsed, end);
      this.#acknowledge(this.#exited);
    });
  }

  #acknowledge(now: boolean): void {
    const due = this.#parsed - this.#acknowledged;
    if (now || due >= acknowledgeEveryBytes) {
      clearTimeout(this.#acknowledgeTimer);
      this.#acknowledgeTimer = undefined;
      this.#acknowledged = this.#parsed;
      this.#send({ type: 'acknowledge', offset: this.#parsed });
      return;
    }
    this.#acknowledgeTimer ??= setTimeout(() => {
      this.#acknowledgeTimer = undefined;
      this.#acknowledge(true);
    }, acknowledgeWithinMs);
  }

  #flushInput(): void {
    if (!this.#ready) return;
    for (const { sequence, data } of this.#input.takeSendable()) {
      this.#send({ type: 'input', sequence, data });
    }
  }

  #sendRuns(): void {
    for (const { id, text } of this.#runs.waiting()) {
      this.#send({ type: 'control', control: { kind: 'run', id, text } });
    }
  }

  #closed(reason: CloseReason): void {
    if (reason.retry) this.#lost(reason.reason);
    else this.#finish(reason);
  }

  #drop(): void {
    this.#connection = undefined;
    this.#greeted = false;
    this.#generation += 1;
    if (this.#ready) this.#lostAt = Date.now();
    this.#ready = false;
    clearTimeout(this.#acknowledgeTimer);
    this.#acknowledgeTimer = undefined;
  }

  #lost(reason: string): void {
    if (this.#ready && Date.now() - this.#readyAt > goodAfterMs) this.#attempt = 0;
    this.#drop();
    this.#attempt += 1;
    const wait = backoffMs(this.#attempt);
    const retryAt = Date.now() + wait;
    this.#setState({ kind: 'reconnecting', reason, step: 'waiting', attempt: this.#attempt, retryAt });
    this.#retry = setTimeout(() => this.connect(), wait);
  }

  #finish(reason: CloseReason): void {
    if (this.#state.kind === 'closed') return;
    const connection = this.#connection;
    this.#drop();
    clearTimeout(this.#retry);
    connection?.close();
    this.#runs.end(reason.reason);
    this.#setState({
      kind: 'closed',
      code: reason.code,
      reason: reason.reason,
      again: reason.code === closeReasons.shellEnded.code,
    });
  }

  #send(frame: ClientFrame): void {
    if (this.#greeted) this.#connection?.send(frame);
  }

  /** Says how far a try has come, after a loss. */
  #step(step: ReconnectStep): void {
    if (this.#state.kind === 'reconnecting') this.#setState({ ...this.#state, step });
  }

  #setState(state: TerminalState): void {
    this.#state = state;
    this.#events.emit('state', state);
  }
}

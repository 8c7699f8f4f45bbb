import type { RawData, WebSocket } from 'ws';
import { decodeClientFrame } from '../common/client-codec.ts';
import { type CloseReason, closeReasons, fittingReason } from '../common/close.ts';
import type { ClientFrame, Hello, ServerFrame } from '../common/frames.ts';
import { helloWithinMs, maxInputBytes, type Size, silentAfterMs } from '../common/limits.ts';
import { encodeServerFrame } from '../common/server-codec.ts';
import { FrameError } from '../common/wire.ts';
import type { Log, TerminalAuthority, TerminalGrant } from './authority.ts';
import type { Followers } from './followers.ts';
import { givingBack } from './give-back.ts';
import type { TerminalSession } from './session.ts';
import type { Sessions } from './sessions.ts';
import { TokenBucket } from './token-bucket.ts';
import { Viewer } from './viewer.ts';

/** Bytes of input per second and at once; a paste of a megabyte takes four seconds. Above it the socket is read more slowly. */
const inputRate = { perSecond: 256 * 1024, burst: 1024 * 1024 };
/** Sizes per second and at once; above it only the latest counts. Dragging an edge asks for about 12 a second. */
const resizeRate = { perSecond: 10, burst: 20 };
/** Frames of any kind per second and at once; typing and acknowledging at full speed stays under 1,500. */
const frameRate = { perSecond: 2_000, burst: 4_000 };

export interface SocketOptions {
  readonly socket: WebSocket;
  readonly authority: TerminalAuthority;
  readonly sessions: Sessions;
  /** Asked who may be here, at its start; without it nothing is shared. */
  readonly followers?: Followers | undefined;
  readonly log: Log;
}

/** One WebSocket: HELLO, then frames between it and its session, within limits. */
export class TerminalSocket {
  readonly #options: SocketOptions;
  readonly #input = new TokenBucket(inputRate.perSecond, inputRate.burst);
  readonly #resize = new TokenBucket(resizeRate.perSecond, resizeRate.burst);
  readonly #frames = new TokenBucket(frameRate.perSecond, frameRate.burst);
  readonly #helloTimer: NodeJS.Timeout;
  readonly #silence: NodeJS.Timeout;
  #lastFrameAt = Date.now();
  #latestSize: Size | undefined;
  #pausedUntil = 0;
  #resume: NodeJS.Timeout | undefined;
  #greeted = false;
  #grant: TerminalGrant | undefined;
  #viewer: Viewer | undefined;
  #session: TerminalSession | undefined;
  #over = false;

  constructor(options: SocketOptions) {
    this.#options = options;
    const { socket } = options;
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data, binary) => this.#receive(data, binary));
    socket.on('pong', () => {
      this.#lastFrameAt = Date.now();
    });
    socket.on('close', () => this.#end());
    // `ws` closes the socket itself after an error, with 1009 for a frame that is too large.
    socket.on('error', (error) => options.log.debug({ err: error }, 'terminal socket'));
    this.#helloTimer = setTimeout(() => this.close(closeReasons.noHello), helloWithinMs);
    this.#silence = setInterval(() => {
      if (Date.now() - this.#lastFrameAt > silentAfterMs) this.close(closeReasons.silent);
      // A hidden tab's timers hardly run, so its PINGs stay away; its browser answers these.
      else socket.ping();
    }, silentAfterMs / 3);
  }

  /** Whose it is; undefined until its ticket was redeemed. */
  get grant(): TerminalGrant | undefined {
    return this.#grant;
  }

  close(reason: CloseReason): void {
    if (this.#over) return;
    this.#options.socket.close(reason.code, fittingReason(reason.reason));
    this.#end();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#helloTimer);
    clearInterval(this.#silence);
    if (this.#viewer) this.#session?.detach(this.#viewer);
  }

  #send(frame: ServerFrame): void {
    if (this.#over) return;
    const bytes = encodeServerFrame(frame);
    this.#options.socket.send(bytes, { binary: true, compress: false }, givingBack(bytes));
  }

  #receive(data: RawData, binary: boolean): void {
    if (this.#over) return;
    this.#lastFrameAt = Date.now();
    try {
      if (!binary || !Buffer.isBuffer(data)) throw new FrameError('a text frame');
      this.#limit(this.#frames.take(1));
      this.#handle(decodeClientFrame(data));
    } catch (error) {
      if (error instanceof FrameError) {
        this.#options.log.warn(
          { problem: error.message, ...this.#who() },
          'a bad frame closed a terminal socket',
        );
        this.close(closeReasons.badFrame);
      } else {
        this.#options.log.error({ err: error, ...this.#who() }, 'a terminal socket failed');
        this.close(closeReasons.internal);
      }
    }
  }

  #handle(frame: ClientFrame): void {
    if (frame.type === 'hello') {
      if (this.#greeted) throw new FrameError('a second HELLO');
      this.#greeted = true;
      clearTimeout(this.#helloTimer);
      void this.#greet(frame);
      return;
    }
    if (frame.type === 'ping') {
      this.#send({ type: 'pong', token: frame.token });
      return;
    }
    const session = this.#session;
    const viewer = this.#viewer;
    if (!session || !viewer) throw new FrameError(`${frame.type} before WELCOME`);
    switch (frame.type) {
      case 'acknowledge':
        if (!session.acknowledge(viewer, frame.offset))
          throw new FrameError('an acknowledgement of nothing sent');
        break;
      case 'input':
        this.#limit(this.#input.take(frame.data.length));
        if (!session.input(viewer, frame.sequence, frame.data)) this.close(closeReasons.tooFast);
        break;
      case 'resize':
        this.#askSize({ columns: frame.columns, rows: frame.rows });
        break;
      case 'control':
        this.#limit(this.#input.take(frame.control.kind === 'run' ? maxInputBytes : 1));
        session.control(viewer, frame.control);
        break;
    }
  }

  async #greet(hello: Hello): Promise<void> {
    const { authority, sessions, log } = this.#options;
    let answer: Awaited<ReturnType<TerminalAuthority['redeem']>>;
    try {
      answer = await authority.redeem(hello.ticket);
    } catch (error) {
      log.error({ err: error }, 'a ticket could not be redeemed');
      this.close(closeReasons.internal);
      return;
    }
    if (this.#over) return;
    if ('refused' in answer) {
      const base = answer.retry ? closeReasons.ticketRefused : closeReasons.notAllowed;
      this.close({ ...base, reason: answer.refused });
      return;
    }
    this.#grant = answer;
    const port = {
      send: (frame: ServerFrame) => this.#send(frame),
      close: (reason: CloseReason) => this.close(reason),
    };
    await this.#options.followers?.refresh(answer.attemptId);
    if (this.#over) return;
    const session = answer.follow ? sessions.running(answer) : sessions.of(answer);
    if (!session) {
      this.close(closeReasons.noShell);
      return;
    }
    const role = answer.mode === 'owner' ? hello.mode : 'observer';
    this.#viewer = new Viewer(port, hello, role, answer.follow);
    this.#session = session;
    await session.attach(this.#viewer);
  }

  /** Takes the size now, or the latest one a little later. */
  #askSize(size: Size): void {
    if (this.#latestSize) {
      this.#latestSize = size;
      return;
    }
    const wait = this.#resize.take(1);
    if (wait === 0) {
      this.#applySize(size);
      return;
    }
    this.#latestSize = size;
    setTimeout(() => {
      if (this.#latestSize) this.#applySize(this.#latestSize);
      this.#latestSize = undefined;
    }, wait).unref();
  }

  #applySize(size: Size): void {
    if (!this.#over && this.#viewer) this.#session?.resize(this.#viewer, size);
  }

  /** Reads the socket no further for so many milliseconds. Frames that were read already still come, and may make that longer. */
  #limit(waitMs: number): void {
    const until = performance.now() + waitMs;
    if (waitMs === 0 || until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    const { socket } = this.#options;
    socket.pause();
    clearTimeout(this.#resume);
    this.#resume = setTimeout(() => socket.resume(), waitMs).unref();
  }

  #who(): object {
    return this.#grant ? { personId: this.#grant.personId, attemptId: this.#grant.attemptId } : {};
  }
}

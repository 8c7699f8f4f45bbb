import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type ssh2 from 'ssh2';
import { closeReasons } from '../../common/close.ts';
import { clampSize, type Size } from '../../common/limits.ts';
import { ActivityDetector, type TerminalActivity } from '../activity.ts';
import type { HeldBytes } from '../held-bytes.ts';
import type { Recorder } from '../recorder.ts';
import { TokenBucket } from '../token-bucket.ts';
import { Refused } from './authority.ts';
import { ChannelOutput, type Exit, ownFailure } from './channel-output.ts';
import {
  longestVariable,
  mostVariables,
  printedRate,
  resizeRate,
  sentVariables,
  typedRate,
} from './limits.ts';
import type { IfPaused, Reached } from './node-line.ts';
import { pump, within, writeTo } from './pipe.ts';
import { SilentShell } from './silent-shell.ts';
import type { TransferWatch } from './transfer-log.ts';

/** What a session is asked to run. */
export type Program =
  | { readonly kind: 'shell' }
  | { readonly kind: 'exec'; readonly command: string }
  | { readonly kind: 'sftp' };

/** What a session needs of the connection it belongs to. */
export interface SessionHost {
  readonly socket: Socket;
  readonly held: HeldBytes;
  reach(ifPaused: IfPaused): Promise<Reached>;
  /** Begins an interactive shell: its recording, and how to give its place back. Throws `Refused` when there are too many. */
  openShell(
    reached: Reached,
    size: Size,
  ): { readonly recorder: Recorder | undefined; readonly close: () => void };
  watchTransfers(program: Program, reached: Reached): TransferWatch | undefined;
  noteActivity(activity: TerminalActivity): void;
  /** The session is over: its place is free. */
  over(session: SessionChannel): void;
}

const newLine = (text: string, pty: boolean) => Buffer.from(pty ? `${text}\r\n` : `${text}\n`);

/**
 * How the program on a channel ended, when the channel is closed; undefined where it did not by itself. Told from `close` and not from `exit`: that of a
 * quick program may have come together with the answer that it was started.
 */
function exitOf(channel: ssh2.ClientChannel): Promise<Exit | undefined> {
  return new Promise((resolve) => {
    channel.on('close', (code?: number | null, signal?: string, coreDumped?: unknown, text?: string) => {
      if (typeof code === 'number') resolve({ code });
      else if (code === null)
        resolve({ signal: signal ?? '', coreDumped: coreDumped === true, text: text ?? '' });
      else resolve(undefined);
    });
  });
}

/** One session of a client: a shell, a command or sftp, piped to the same on the node. */
export class SessionChannel {
  readonly #session: ssh2.Session;
  readonly #host: SessionHost;
  readonly #env: Record<string, string> = { LANG: 'C.UTF-8' };
  readonly #activity: ActivityDetector;
  readonly #sizes = new TokenBucket(resizeRate.perSecond, resizeRate.burst);
  #pty: ssh2.PseudoTtyInfo | undefined;
  #size: Size = { columns: 80, rows: 24 };
  #sizeTimer: NodeJS.Timeout | undefined;
  #output: ChannelOutput | undefined;
  #inner: ssh2.ClientChannel | undefined;
  #recorder: Recorder | undefined;
  #watch: TransferWatch | undefined;
  readonly #forgets: (() => void)[] = [];
  #closeShell = () => {};
  #exit: Exit | undefined;
  #over = false;

  constructor(session: ssh2.Session, host: SessionHost) {
    this.#session = session;
    this.#host = host;
    this.#activity = new ActivityDetector((activity) => host.noteActivity(activity));
    this.#listen();
  }

  /** Ends it with a sentence for the person. */
  end(text: string): void {
    void this.#output?.writeError(newLine(this.#pty ? `\r\n${text}` : text, this.#pty !== undefined));
    this.#output?.end(ownFailure);
    this.#finish();
  }

  #listen(): void {
    const session = this.#session;
    session.on('pty', (accept, _reject, info) => {
      this.#pty = info;
      this.#size = clampSize({ columns: info.cols, rows: info.rows });
      accept?.();
    });
    session.on('env', (accept, reject, { key, val }) => {
      const known = sentVariables.test(key) && val.length <= longestVariable && !/\p{Cc}/u.test(val);
      if (known && Object.keys(this.#env).length < mostVariables) {
        this.#env[key] = val;
        accept?.();
      } else reject?.();
    });
    session.on('window-change', (accept, _reject, info) => {
      accept?.();
      this.#askSize(clampSize({ columns: info.cols, rows: info.rows }));
    });
    session.on('signal', (accept, _reject, { name }) => {
      accept?.();
      // Names that no system has make ssh2 throw, and that is for the client's connection to feel.
      this.#inner?.signal(name);
    });
    // They are taken at once: what a client sends before is lost, and OpenSSH sends without waiting for the answer.
    session.on('shell', (accept) => void this.#run({ kind: 'shell' }, accept()));
    session.on('exec', (accept, _reject, { command }) => void this.#run({ kind: 'exec', command }, accept()));
    const others = session as unknown as {
      on(
        event: 'subsystem',
        heard: (accept: () => ssh2.ServerChannel, reject?: () => void, info?: { name: string }) => void,
      ): void;
    };
    others.on('subsystem', (accept, reject, info) => {
      if (info?.name === 'sftp') void this.#run({ kind: 'sftp' }, accept());
      else reject?.();
    });
    session.on('close', () => this.#finish());
  }

  async #run(program: Program, channel: ssh2.ServerChannel | undefined): Promise<void> {
    if (!channel || this.#output) return;
    const host = this.#host;
    const output = new ChannelOutput(channel, host.socket);
    this.#output = output;
    this.#forgets.push(host.held.add(channel));
    channel.stderr.once('finish', () => this.#finish());
    const say = (text: string) => void output.writeError(newLine(text, this.#pty !== undefined));
    try {
      // Somebody sits there. An IDE that comes back by itself for ever is not to wake what was paused because nobody is there.
      const interactive = program.kind !== 'sftp' && this.#pty !== undefined;
      const reached = await host.reach(interactive ? { wake: say } : 'refuse');
      if (this.#over) return;
      // A shell without a terminal is a program's: an IDE feeds it scripts, and reads its secrets there.
      if (interactive) {
        const { recorder, close } = host.openShell(reached, this.#size);
        this.#recorder = recorder;
        this.#closeShell = close;
      }
      this.#watch = host.watchTransfers(program, reached);
      const inner = await this.#start(program, reached.client);
      if (this.#over) {
        inner.close();
        return;
      }
      this.#forgets.push(host.held.add(inner), host.held.add(inner.stderr));
      this.#inner = inner;
      await this.#pipe({ program, interactive, channel, inner, output, stream: reached.stream });
    } catch (error) {
      say(error instanceof Refused ? error.message : closeReasons.nodeUnreachable.reason);
      output.end(ownFailure);
      this.#finish();
    }
  }

  #start(program: Program, client: ssh2.Client): Promise<ssh2.ClientChannel> {
    const { columns: cols, rows } = this.#size;
    const pty = this.#pty && { ...this.#pty, term: this.#pty.term || 'xterm-256color', cols, rows };
    const env = this.#env;
    return new Promise((resolve, reject) => {
      const lost = () => reject(new Refused('The connection to the node was lost.'));
      client.once('close', lost);
      const opened = (error: Error | undefined, channel: ssh2.ClientChannel) => {
        client.off('close', lost);
        if (error) reject(error);
        else resolve(channel);
      };
      if (program.kind === 'sftp') client.subsys('sftp', opened);
      else if (program.kind === 'shell') client.shell(pty ?? false, { env }, opened);
      else client.exec(program.command, pty ? { env, pty } : { env }, opened);
    });
  }

  /** Resolves when the program has ended and the client was sent its last output. */
  async #pipe(ends: {
    readonly program: Program;
    readonly interactive: boolean;
    readonly channel: ssh2.ServerChannel;
    readonly inner: ssh2.ClientChannel;
    readonly output: ChannelOutput;
    readonly stream: Duplex;
  }): Promise<void> {
    const { program, interactive, channel, inner, output, stream } = ends;
    const typed = interactive ? new TokenBucket(typedRate.perSecond, typedRate.burst) : undefined;
    const printed = interactive ? new TokenBucket(printedRate.perSecond, printedRate.burst) : undefined;
    const watch = this.#watch;
    const silent = interactive ? new SilentShell(() => this.#wake()) : undefined;
    this.#forgets.push(() => silent?.stop());
    inner.on('error', () => {});
    if (program.kind === 'exec') this.#activity.noteInput();
    const input = pump(channel, async (data) => {
      if (program.kind !== 'sftp') this.#activity.noteInput();
      watch?.fromClient(data);
      silent?.typed();
      if (typed) await within(typed, data.length);
      await writeTo(inner, data, stream);
    });
    void input.then(() => inner.end());
    const take = (write: (data: Buffer) => Promise<void>) => async (data: Buffer) => {
      this.#recorder?.output(data);
      if (program.kind !== 'sftp') this.#activity.noteOutput();
      watch?.fromNode(data);
      silent?.answered();
      if (printed) await within(printed, data.length);
      await write(data);
    };
    const [exit] = await Promise.all([
      exitOf(inner),
      pump(
        inner,
        take((data) => output.write(data)),
      ),
      pump(
        inner.stderr,
        take((data) => output.writeError(data)),
      ),
    ]);
    this.#exit = exit;
    if (exit) output.end(exit);
    else this.end('The connection to the node was lost.');
    this.#finish();
  }

  /** The environment may have been paused under the shell: then it is woken, and the person hears of it. */
  async #wake(): Promise<void> {
    const say = (text: string) => void this.#output?.writeError(newLine(`\r\n${text}`, true));
    try {
      await this.#host.reach({ wake: say });
    } catch (error) {
      if (error instanceof Refused) say(error.message);
    }
  }

  #askSize(size: Size): void {
    this.#size = size;
    if (this.#sizeTimer) return;
    const waitMs = this.#sizes.take(1);
    if (waitMs === 0) this.#applySize();
    else {
      this.#sizeTimer = setTimeout(() => {
        this.#sizeTimer = undefined;
        this.#applySize();
      }, waitMs);
    }
  }

  #applySize(): void {
    if (!this.#inner || this.#over) return;
    this.#inner.setWindow(this.#size.rows, this.#size.columns, 0, 0);
    this.#recorder?.resize(this.#size);
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#sizeTimer);
    this.#activity.stop();
    this.#watch?.end();
    this.#recorder?.end(this.#exit && 'code' in this.#exit ? this.#exit.code : null);
    this.#closeShell();
    for (const forget of this.#forgets) forget();
    const inner = this.#inner;
    if (inner) {
      inner.close();
      // What still comes is for nobody.
      inner.resume();
      inner.stderr.resume();
    }
    this.#host.over(this);
  }
}

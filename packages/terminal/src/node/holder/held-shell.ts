import { constants } from 'node:os';
import { type Duplex, Transform } from 'node:stream';
import type ssh2 from 'ssh2';
import type { Size } from '../../common/limits.ts';
import { closeOf, endOf } from '../channel-events.ts';
import type { ShellChannel, ShellExit } from '../shell-channel.ts';
import { HolderReader, holderFrame } from './frames.ts';
import { SteadyWindow } from './steady-window.ts';

/** The way to a shell that a holder keeps, over a connection to the holder's socket. */
export class HeldShell implements ShellChannel {
  readonly output: Transform;
  readonly ended: Promise<ShellExit | undefined>;
  readonly closed: Promise<void>;
  /** Names the shell for as long as it lives. Rejects when who answers is no holder. */
  readonly id: Promise<string>;
  readonly buffers: readonly Duplex[];
  readonly #channel: ssh2.Channel;

  constructor(channel: ssh2.Channel) {
    this.#channel = channel;
    const hello = Promise.withResolvers<string>();
    let exit: ShellExit | undefined;
    const reader = new HolderReader({
      hello: (id) => {
        if (/^[0-9a-f]{16}$/.test(id)) hello.resolve(id);
        else hello.reject(new Error('the holder did not say who it is'));
      },
      output: (data) => void output.push(data),
      end: (how) => {
        exit = exitOf(how);
      },
    });
    const window = new SteadyWindow(channel);
    const output = new Transform({
      transform: (data: Buffer, _encoding, done) => {
        window.taken(data.length);
        try {
          reader.feed(data);
        } catch (error) {
          hello.reject(error);
          channel.destroy();
        }
        done();
      },
    });
    this.output = output;
    this.buffers = [channel, output];
    this.id = hello.promise;
    this.closed = closeOf(channel);
    this.ended = Promise.all([endOf(output), this.closed]).then(() => exit);
    void this.closed.then(() => hello.reject(new Error('the holder closed the connection')));
    hello.promise.catch(() => {});
    // When the holder has closed its side there is nobody left to type to.
    channel.once('end', () => channel.close());
    channel.pipe(output);
  }

  /** Asks for output from here on, and what was kept before. */
  attach(): void {
    this.#channel.write(holderFrame('a'));
  }

  write(data: Uint8Array | string, taken: () => void): void {
    this.#channel.write(holderFrame('i', Buffer.from(data)), taken);
  }

  setSize({ columns, rows }: Size): void {
    const body = Buffer.alloc(4);
    body.writeUInt16BE(columns, 0);
    body.writeUInt16BE(rows, 2);
    this.#channel.write(holderFrame('s', body));
  }

  leave(): void {
    this.#channel.close();
    // What still comes is for nobody, and would keep the channel from closing.
    this.output.resume();
  }
}

function exitOf(how: string): ShellExit | undefined {
  const [, kind, number = ''] = /^(exit|signal) (\d{1,3})$/.exec(how) ?? [];
  if (kind === 'exit') return { exitCode: Number(number), signal: null };
  const name = Object.entries(constants.signals).find(([, value]) => value === Number(number))?.[0];
  return kind === 'signal' ? { exitCode: null, signal: (name ?? number).replace(/^SIG/, '') } : undefined;
}

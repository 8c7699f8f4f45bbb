import type { Socket } from 'node:net';
import type ssh2 from 'ssh2';
import type { HeldBytes } from '../held-bytes.ts';
import type { Reached } from './node-line.ts';
import { pump, writeTo } from './pipe.ts';

/** What is moved over a forwarded connection within so long, in milliseconds… */
const burstMs = 5_000;
/** …and is at least so many bytes from the client, is somebody at work: keep-alives of programs that wait are smaller. */
const workBytes = 1_024;

export interface ForwardOptions {
  readonly reached: Reached;
  readonly to: { readonly host: string; readonly port: number };
  /** Opens the client's end. */
  readonly accept: () => ssh2.ServerChannel | undefined;
  readonly socket: Socket;
  readonly held: HeldBytes;
  readonly onWork: () => void;
  readonly onClose: () => void;
}

/** Connects to a port as the node reaches it: its sshd does, so nobody gets further than by their own shell there. Rejects when it does not answer. */
export async function forward(options: ForwardOptions): Promise<void> {
  const { reached, accept, socket, held, onClose } = options;
  const inner = await openInner(options);
  const channel = accept();
  if (!channel) {
    inner.close();
    throw new Error('the client has left');
  }
  const forgets = [held.add(channel), held.add(inner)];
  let over = false;
  const close = () => {
    if (over) return;
    over = true;
    for (const forget of forgets) forget();
    inner.close();
    inner.resume();
    channel.end();
    channel.resume();
    onClose();
  };
  for (const end of [channel, channel.stderr, inner]) end.on('error', () => {});
  // It is ended when the client closes; `close` of the channel would wait for what nobody reads any more.
  channel.stderr.once('finish', close);
  const work = new WorkMeter(options.onWork);
  const out = pump(channel, async (data) => {
    work.count(data.length);
    await writeTo(inner, data, reached.stream);
  });
  const back = pump(inner, (data) => writeTo(channel, data, socket));
  // Each direction ends by itself: a client may say that it is done and still read.
  void out.then(() => inner.end());
  void back.then(() => {
    if (!over) eof(channel);
  });
  inner.on('close', () => void back.then(close));
}

function openInner({ reached: { client }, to: { host, port } }: ForwardOptions): Promise<ssh2.ClientChannel> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Error('the connection to the node was lost'));
    client.once('close', lost);
    client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
      client.off('close', lost);
      if (error) reject(error);
      else resolve(channel);
    });
  });
}

/** Ends one direction only: `end` closes a server's channel as a whole. */
function eof(channel: ssh2.ServerChannel): void {
  (channel as unknown as { eof(): void }).eof();
}

/** Tells work from the keep-alives of a program that waits. */
class WorkMeter {
  readonly #onWork: () => void;
  #since = 0;
  #bytes = 0;

  constructor(onWork: () => void) {
    this.#onWork = onWork;
  }

  count(bytes: number): void {
    const now = performance.now();
    if (now - this.#since > burstMs) {
      this.#since = now;
      this.#bytes = 0;
    }
    const before = this.#bytes;
    this.#bytes += bytes;
    if (before < workBytes && this.#bytes >= workBytes) this.#onWork();
  }
}

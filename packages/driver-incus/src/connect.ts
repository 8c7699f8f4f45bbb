import { connect as connectTcp } from 'node:net';
import { Duplex } from 'node:stream';
import { DriverError } from '@springboard/environments/driver.ts';
import { z } from 'zod';
import type { IncusClient } from './client.ts';
import { ExecStreams } from './exec-streams.ts';
import type { InstanceExecPost } from './incus-types.ts';
import { relayProgram, relayReady } from './relay.ts';

/** Milliseconds to a node of this host; it answers in one, or not at all. */
const connectTimeoutMs = 5_000;

/** Milliseconds until the relay inside a node has connected; starting it takes tenths of a second, on a loaded host seconds. */
const relayTimeoutMs = 20_000;

/** Over the management bridge, for an engine on this host. */
export function connectOverBridge(address: string, port: number, signal?: AbortSignal): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const socket = connectTcp({ host: address, port, allowHalfOpen: true, noDelay: true });
  const fail = (error: Error) => {
    socket.destroy();
    reject(
      signal?.aborted === true
        ? new DriverError('cancelled', 'Cancelled while connecting.')
        : noAnswer(port, error),
    );
  };
  const onAbort = () => fail(new Error('cancelled'));
  const timer = setTimeout(
    () => fail(new Error(`no answer within ${connectTimeoutMs} ms`)),
    connectTimeoutMs,
  );
  signal?.addEventListener('abort', onAbort, { once: true });
  socket.once('error', fail);
  socket.once('connect', () => {
    socket.off('error', fail);
    resolve(socket);
  });
  if (signal?.aborted === true) onAbort();
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
}

function noAnswer(port: number, error: Error): DriverError {
  return new DriverError('failed', `Could not connect to port ${port} of the node: ${error.message}`, {
    cause: error,
  });
}

const ExecMetadata = z.object({
  fds: z.object({ 0: z.string(), 1: z.string(), 2: z.string(), control: z.string() }),
});

/** Through the engine's exec channel: for an engine elsewhere, and for nodes without a management address. */
export async function connectThroughExec(
  client: IncusClient,
  project: string,
  instance: string,
  target: { readonly labAddress: string; readonly port: number },
  signal?: AbortSignal,
): Promise<Duplex> {
  signal?.throwIfAborted();
  const body: InstanceExecPost = {
    command: ['/usr/bin/perl', '-e', relayProgram, String(target.port), '127.0.0.1', target.labAddress],
    environment: {},
    'wait-for-websocket': true,
    interactive: false,
  };
  const started = await client.start('POST', `/1.0/instances/${instance}/exec`, body, {
    project,
    kind: 'unlimited',
  });
  const { fds } = ExecMetadata.parse(started.operation.metadata);
  const streams = new ExecStreams((fd) => client.openStream(started.operation, fds[fd]));
  const said = streams.collect(2, 4096);
  const ready = Promise.withResolvers<void>();
  const text = () => Buffer.from(said.bytes()).toString('utf8');
  streams.socket(2).on('message', () => {
    if (text().includes(relayReady)) ready.resolve();
  });
  started.finished().then(
    () => ready.reject(noAnswer(target.port, new Error(text().trim() || 'the relay ended'))),
    (error: Error) => ready.reject(error),
  );
  const onAbort = () => ready.reject(new DriverError('cancelled', 'Cancelled while connecting.'));
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  const silence = new Error(`no answer within ${relayTimeoutMs} ms`);
  const timer = setTimeout(() => ready.reject(noAnswer(target.port, silence)), relayTimeoutMs);
  const duplex = new ExecDuplex(streams);
  try {
    // The node may be ready before the socket that carries our input is.
    await Promise.all([ready.promise, streams.opened(0)]);
    return duplex;
  } catch (error) {
    duplex.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Standard input and output of an exec as one stream; ending it ends the input only. */
class ExecDuplex extends Duplex {
  readonly #streams: ExecStreams;

  constructor(streams: ExecStreams) {
    super({ allowHalfOpen: true });
    this.#streams = streams;
    const output = streams.socket(1);
    let ended = false;
    const end = () => {
      if (!ended) this.push(null);
      ended = true;
    };
    output.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) end();
      else if (!ended && !this.push(data)) output.pause();
    });
    output.once('close', end);
  }

  override _read(): void {
    const output = this.#streams.socket(1);
    if (output.isPaused) output.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#streams.socket(0).send(chunk, { binary: true }, done);
  }

  override _writev(
    chunks: readonly { readonly chunk: Buffer }[],
    done: (error?: Error | null) => void,
  ): void {
    const together = Buffer.concat(chunks.map(({ chunk }) => chunk));
    this.#streams.socket(0).send(together, { binary: true }, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#streams.socket(0).send('', { binary: false }, () => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#streams.close();
    done(error);
  }
}

import { Agent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { TabAuthority, TabSession } from './authority.ts';

/** Milliseconds for a node's TLS handshake. */
const handshakeMs = 10_000;
/** Milliseconds an unused connection is kept: less than web servers keep theirs. */
const keptMs = 4_000;
/** Connections of one tab to its node; what comes on top waits. */
const mostConnections = 16;

/** Connections of one tab to its node, over the driver's streams. */
export class NodeAgent extends Agent {
  readonly #open: () => Promise<Duplex>;

  constructor(open: () => Promise<Duplex>) {
    const options: AgentOptions = {
      keepAlive: true,
      maxSockets: mostConnections,
      maxFreeSockets: 4,
      timeout: keptMs,
    };
    super(options);
    this.#open = open;
  }

  override createConnection(
    _options: ClientRequestArgs,
    done?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#open().then(
      (stream) => done?.(null, asSocket(stream)),
      (error: Error) => done?.(error, undefined as never),
    );
  }
}

/**
 * A stream to the UI, TLS on it where that is what it speaks. Certificates are not looked at: nodes have self-signed ones, and the stream is the
 * engine's own, so nobody else is at its other end.
 */
export async function connectToUi(
  authority: Pick<TabAuthority, 'connect'>,
  { environmentId, ui }: Pick<TabSession, 'environmentId' | 'ui'>,
  origin: string,
  signal: AbortSignal,
): Promise<Duplex> {
  const raw = await authority.connect(environmentId, ui.node, ui.port, signal);
  // The driver's streams outlive the end of either direction; a web server that hangs up means both.
  raw.once('end', () => raw.end());
  if (ui.scheme === 'http') return raw;
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const tls = connectTls({
    socket: raw,
    servername: new URL(origin).hostname,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  });
  const timer = setTimeout(
    () => tls.destroy(new Error(`no TLS handshake within ${handshakeMs} ms`)),
    handshakeMs,
  );
  tls.once('secureConnect', () => resolve(tls));
  tls.once('error', reject);
  tls.once('close', () => raw.destroy());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    tls.off('error', reject);
  }
}

/**
 * HTTP expects a socket. A stream through the engine is none: it gets the clock by which the agent lets go of what nothing uses, and nothing
 * behind the rest.
 */
function asSocket(stream: Duplex): Duplex {
  let timer: NodeJS.Timeout | undefined;
  const setTimer = (ms: number) => {
    clearTimeout(timer);
    if (ms > 0) timer = setTimeout(() => stream.emit('timeout'), ms).unref();
    return stream;
  };
  const nothing = () => stream;
  const methods = {
    setTimeout: setTimer,
    setNoDelay: nothing,
    setKeepAlive: nothing,
    ref: nothing,
    unref: nothing,
  };
  for (const [name, value] of Object.entries(methods))
    if (!(name in stream)) Object.defineProperty(stream, name, { value });
  return stream;
}

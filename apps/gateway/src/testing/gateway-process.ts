import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { recordInto, screensIn } from '../record-into.ts';
import { GatewayServer } from '../server.ts';
import { openAuthority } from './open-authority.ts';

/** What the process is told. */
export interface ProcessSettings extends Pick<TestSshd, 'hostKey' | 'privateKey' | 'heldIn'> {
  readonly sshdPort: number;
  /** 0 for any; the process says which one. */
  readonly port: number;
  readonly recordings: string;
  readonly origin: string;
}

/** A gateway with a process of its own, for tests that kill it: the real server, a test's sshd, and no questions asked. */
async function serve(settings: ProcessSettings): Promise<number> {
  const log = { debug() {}, info() {}, warn: console.warn, error: console.error };
  const node = {
    hostKey: settings.hostKey,
    privateKey: settings.privateKey,
    connect: async () =>
      connect({ port: settings.sshdPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }),
  };
  const server = new GatewayServer({
    authority: openAuthority(node),
    origins: new Set([settings.origin]),
    bind: '127.0.0.1',
    port: settings.port,
    log,
    heldIn: settings.heldIn,
    startRecording: recordInto(settings.recordings, log),
    recordedScreen: screensIn(settings.recordings),
  });
  process.on('SIGTERM', () => void server.close().then(() => process.disconnect()));
  return server.listen();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.send?.({ port: await serve(JSON.parse(process.argv[2] ?? '')) });
}

import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TerminalGrant } from '@springboard/terminal/node/authority.ts';
import type { TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { recordInto, screensIn } from '../record-into.ts';
import { GatewayServer } from '../server.ts';

/** What the process is told. */
export interface ProcessSettings extends Pick<TestSshd, 'hostKey' | 'privateKey' | 'heldIn'> {
  readonly sshdPort: number;
  /** 0 for any; the process says which one. */
  readonly port: number;
  readonly recordings: string;
  readonly origin: string;
}

/** A ticket of these processes: each of them redeems it, without a database. */
export function ticketOf(attemptId: string, number = 1): string {
  return Buffer.from(JSON.stringify({ attemptId, number })).toString('base64url');
}

/** A gateway with a process of its own, for tests that kill it: the real server, a test's sshd, and no questions asked. */
async function serve(settings: ProcessSettings): Promise<number> {
  const log = { debug() {}, info() {}, warn: console.warn, error: console.error };
  const grantOf = (ticket: string): TerminalGrant => {
    const { attemptId, number } = JSON.parse(Buffer.from(ticket, 'base64url').toString());
    const { hostKey, privateKey } = settings;
    const whose = { personId: 'p1', attemptId, environmentId: attemptId, node: 'host1', number };
    return { ...whose, mode: 'owner', hostKey, privateKey };
  };
  const server = new GatewayServer({
    authority: {
      redeem: async (ticket) => grantOf(ticket),
      authorize: async () => true,
      claimRun: async () => true,
      noteActivity: async () => {},
      standsStill: async () => false,
      connect: async () =>
        connect({ port: settings.sshdPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }),
    },
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

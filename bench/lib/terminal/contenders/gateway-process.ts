import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { CastWriter } from '@springboard/terminal/node/cast-writer.ts';
import { nativeCrypto } from '@springboard/terminal/node/ssh.ts';
import { TestTerminalServer } from '@springboard/terminal/testing/terminal-server.ts';
import { answerQuestions } from '../asked-process.ts';
import { Tidying } from './tidy-channel.ts';

/** What the process is asked. `start` is the first: it answers which crypto ssh2 has; `ticket` with ticket and URL. */
export type GatewayQuestion =
  | {
      readonly ask: 'start';
      readonly port: number;
      readonly hostKey: string;
      readonly privateKey: string;
      /** Folder on the node in which shells are held. */
      readonly heldIn: string;
      readonly recordings: string;
    }
  | { readonly ask: 'ticket'; readonly attempt: string; readonly number: number }
  | { readonly ask: 'tidy' };

/**
 * The gateway's terminals in a process of their own: sessions, sockets and recordings as in production. Only the platform
 * behind them is missing: tickets are kept in memory, and nodes are one sshd.
 */
let server: TestTerminalServer | undefined;
const threads = new Tidying();

answerQuestions<GatewayQuestion>(async (question) => {
  if (question.ask === 'start') {
    const { port, hostKey, privateKey, heldIn, recordings } = question;
    const dial = async () => connect({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen: true });
    const log = { debug() {}, info() {}, warn() {}, error: console.error };
    server = await new TestTerminalServer(
      { hostKey, privateKey, heldIn, connect: dial },
      {
        screens: { program: new URL('tidy-screens.ts', import.meta.url) },
        startRecording: ({ attemptId, number }, size) =>
          new CastWriter({
            path: join(recordings, attemptId, `${number}-${randomUUID()}.cast`),
            title: 'bench',
            size,
            log,
          }),
      },
    ).listen();
    return (await nativeCrypto()) ? 'native' : 'javascript';
  }
  if (question.ask === 'ticket') return server?.ticket(question.attempt, question.number);
  await threads.tidy();
  globalThis.gc?.();
  return null;
});

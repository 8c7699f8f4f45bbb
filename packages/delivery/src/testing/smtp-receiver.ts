import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { MailSettings } from '../mail.ts';

/** For tests: an SMTP server of its own, and what it has taken. */
export interface SmtpReceiver extends AsyncDisposable {
  readonly settings: MailSettings;
  /** Each as it came: headers and text. */
  readonly mails: string[];
  /** Answered to the next recipient in place of taking it. */
  refuse: { readonly code: number } | null;
  /** The connection is cut when all of a message has come, before it is answered. */
  cut: boolean;
}

/** Takes mail with `login`, or from anybody without. */
export async function smtpReceiver(
  options: { login?: { user: string; password: string }; passwordFile?: string } = {},
): Promise<SmtpReceiver> {
  const { login, passwordFile } = options;
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    authOptional: login === undefined,
    onAuth: (auth, _session, done) => {
      const right = auth.username === login?.user && auth.password === login?.password;
      done(right ? null : new Error('no'), { user: auth.username });
    },
    onRcptTo: (_address, _session, done) => {
      const { refuse } = receiver;
      done(
        refuse ? Object.assign(new Error('<secret@example.org> no'), { responseCode: refuse.code }) : null,
      );
    },
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        mails.push(mail);
        if (receiver.cut) for (const socket of sockets) socket.destroy();
        else done();
      });
    },
    closeTimeout: 10,
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const receiver: SmtpReceiver = {
    settings: {
      host: '127.0.0.1',
      port,
      security: 'plain',
      from: 'Springboard <springboard@example.org>',
      login: login && passwordFile ? { user: login.user, passwordFile } : null,
    },
    mails,
    refuse: null,
    cut: false,
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return receiver;
}

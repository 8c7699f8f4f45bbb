import { createTransport } from 'nodemailer';
import { type Channel, NotSent, type OutsideMessage } from './channel.ts';
import { readSecret } from './secret-file.ts';

/** How mail leaves: an SMTP server, and whom it comes from. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte on; `starttls`: it is refused when the server does not offer it; `plain`: nothing is encrypted. */
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly from: string;
  /** Null: the server asks for none. */
  readonly login: { readonly user: string; readonly passwordFile: string } | null;
}

/** A server that answers nothing for so long is taken for gone, in milliseconds. */
const patienceMs = 20_000;

/** Mail by SMTP. A message that the server may have taken before the connection was lost is not called `NotSent`. */
export function mailChannel(settings: MailSettings): Channel {
  return {
    send: async (message) => {
      const transport = await open(settings);
      try {
        // Reaching the server, encryption and login are tried beforehand: when they fail nothing can have arrived.
        await transport.verify().catch((error: unknown) => {
          throw new NotSent(`the mail server cannot be used (${codeOf(error)})`, true);
        });
        await transport.sendMail(mailOf(settings, message)).catch((error: unknown) => {
          throw refused(error);
        });
      } finally {
        transport.close();
      }
    },
  };
}

async function open({ host, port, security, login }: MailSettings) {
  const auth = login && {
    user: login.user,
    pass: await readSecret(login.passwordFile, 'SPRINGBOARD_SMTP_PASSWORD_FILE'),
  };
  return createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'plain',
    ...(auth === null ? {} : { auth }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    // A message is text of ours: nothing in it is to be read from a disk or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function mailOf({ from }: MailSettings, { to, title, detail, body, url }: OutsideMessage) {
  const subject = title.replaceAll(/\s+/g, ' ');
  const said = body ?? detail;
  const text = [subject, ...(said === null ? [] : [said]), url, footer].join('\n\n');
  return {
    from,
    to: { name: to.name, address: to.email },
    subject,
    text: `${text}\n`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

const footer = 'You chose to get this by mail. Settings → Notices changes that.';

/**
 * An answer of the server says that it has not taken the message, and so does a connection that never came about: a message has one of its own, after the
 * one that was tried. Otherwise nobody knows.
 */
function refused(error: unknown): unknown {
  const call = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  if (call === 'connect' || call === 'getaddrinfo')
    return new NotSent(`the mail server cannot be reached (${codeOf(error)})`, true);
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  if (typeof code !== 'number') return error;
  return new NotSent(`the mail server has refused a message (${code})`, code < 500);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason was given';
}

import { resolve } from 'node:path';
import { z } from 'zod';

const File = z.string().transform((path) => resolve(path));

/** `smtp://mail.example.org:587`: host and port only, since addresses are shown and logged. */
const SmtpAddress = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname, search, hostname } = new URL(text);
  const bare = username === '' && password === '' && search === '' && /^\/?$/.test(pathname);
  return ['smtp:', 'smtps:'].includes(protocol) && hostname !== '' && bare;
}, 'must be an address such as smtp://mail.example.org:587 or smtps://mail.example.org:465, without a name or a password');

/** How notices leave the platform by mail and chat. Secrets are files, so that they stand in no environment and no list of processes. */
export const deliveryVariables = {
  SPRINGBOARD_SMTP_URL: SmtpAddress.optional(),
  SPRINGBOARD_SMTP_TLS: z.enum(['required', 'none'], 'must be required or none').default('required'),
  SPRINGBOARD_SMTP_USER: z.string().optional(),
  SPRINGBOARD_SMTP_PASSWORD_FILE: File.optional(),
  SPRINGBOARD_MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]* <)?[^<>@\s]+@[^<>@\s]+>?$/,
      'must be an address such as Springboard <springboard@example.org>',
    )
    .optional(),
  SPRINGBOARD_CHAT_WEBHOOK_FILE: File.optional(),
} as const;

const Shape = z.object(deliveryVariables);
type AddIssue = (variable: string, message: string) => void;

/** Settings of mail and chat as processes use them; null: not that way. What is named by half is a problem. */
export function deliveryOf(given: z.output<typeof Shape>, addIssue: AddIssue) {
  const webhookFile = given.SPRINGBOARD_CHAT_WEBHOOK_FILE;
  return {
    mail: mailOf(given, addIssue),
    chat: webhookFile === undefined ? null : { webhookFile },
  };
}
export type DeliveryConfig = ReturnType<typeof deliveryOf>;

function mailOf(given: z.output<typeof Shape>, addIssue: AddIssue) {
  const address = given.SPRINGBOARD_SMTP_URL;
  if (address === undefined) return null;
  const from = given.SPRINGBOARD_MAIL_FROM;
  if (from === undefined)
    addIssue('SPRINGBOARD_MAIL_FROM', 'is needed with SPRINGBOARD_SMTP_URL: whom mail comes from');
  const user = given.SPRINGBOARD_SMTP_USER;
  const passwordFile = given.SPRINGBOARD_SMTP_PASSWORD_FILE;
  if ((user === undefined) !== (passwordFile === undefined))
    addIssue(
      user === undefined ? 'SPRINGBOARD_SMTP_USER' : 'SPRINGBOARD_SMTP_PASSWORD_FILE',
      'is needed with the other one of user and password file',
    );
  const { protocol, hostname, port } = new URL(address);
  const tls = protocol === 'smtps:';
  const plain = given.SPRINGBOARD_SMTP_TLS === 'none' || isThisMachine(hostname);
  if (given.SPRINGBOARD_SMTP_TLS === 'none' && user !== undefined && !isThisMachine(hostname))
    addIssue('SPRINGBOARD_SMTP_TLS', 'must be required where a password is sent');
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (tls ? 465 : 587) : Number(port),
    security: tls ? ('tls' as const) : plain ? ('plain' as const) : ('starttls' as const),
    from: from ?? '',
    login: user === undefined || passwordFile === undefined ? null : { user, passwordFile },
  };
}

function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

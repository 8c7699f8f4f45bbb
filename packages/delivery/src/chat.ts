import { type Channel, NotSent, type OutsideMessage } from './channel.ts';
import { readSecret } from './secret-file.ts';

export interface ChatSettings {
  /** File of the webhook's address, which lets whoever has it post. */
  readonly webhookFile: string;
}

/** A chat that answers nothing for so long is taken for gone, in milliseconds. */
const patienceMs = 15_000;

/** What failed before a request can have gone out. */
const neverAsked =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_TLS)/;

/** One line into a channel of Mattermost or Slack, by an incoming webhook. */
export function chatChannel({ webhookFile }: ChatSettings): Channel {
  return {
    send: async (message) => {
      const address = await readSecret(webhookFile, 'SPRINGBOARD_CHAT_WEBHOOK_FILE');
      const response = await post(address, JSON.stringify({ text: chatLine(message) }));
      await response.body?.cancel();
      if (response.ok) return;
      const again = response.status === 429 || response.status >= 500;
      throw new NotSent(`the chat has refused a message (HTTP ${response.status})`, again);
    },
  };
}

async function post(address: string, body: string): Promise<Response> {
  if (!URL.canParse(address))
    throw new NotSent('the file that SPRINGBOARD_CHAT_WEBHOOK_FILE names holds no address', true);
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    const code = causeOf(error);
    // The error itself is not passed on: it may name the address.
    if (neverAsked.test(code)) throw new NotSent(`the chat cannot be reached (${code})`, true);
    throw new Error(`the chat did not answer (${code})`);
  }
}

/** The line as it is posted: nothing in it is read as markup, and nobody but its person is called. */
export function chatLine({ to, title, detail, url }: OutsideMessage): string {
  const said = detail === null ? title : `${title} (${detail})`;
  return `${literal(to.name)}: ${literal(said)} ${url}`;
}

/** What chats would read as a mention, a link or a format is kept from it; a zero-width space after `@` calls nobody. */
function literal(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200b')
    .replaceAll(/!?\[/g, '(')
    .replaceAll(']', ')');
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.name : 'unknown';
}

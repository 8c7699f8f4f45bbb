import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log, TabAuthority, TabSession } from './authority.ts';
import { setTabCookie } from './cookies.ts';
import { cutLate } from './let-go.ts';
import { foreign, malformed, type Notice, nothingHere, refusals } from './notices.ts';
import { tabLabel } from './origins.ts';
import type { TabPlace } from './response-headers.ts';

/** A form with one grant, and how long it may take, in milliseconds. */
const mostFormBytes = 4096;
const formMs = 10_000;

export interface Opening {
  readonly authority: TabAuthority;
  readonly label: string;
  readonly place: TabPlace;
  readonly log: Log;
  readonly refuse: (notice: Notice) => void;
}

/**
 * Takes the form with which the workspace opens a tab: a grant becomes the cookie of this host, and the browser goes on to the UI. Undefined when
 * it was refused.
 */
export async function openTab(
  request: IncomingMessage,
  response: ServerResponse,
  { authority, label, place, log, refuse }: Opening,
): Promise<TabSession | undefined> {
  const refused = (notice: Notice) => {
    refuse(notice);
    return undefined;
  };
  if (request.method !== 'POST') return refused(nothingHere);
  // A grant says whose it is, not who sits there: a form elsewhere could lead anybody into a tab of whoever wrote it.
  if (!place.pages.has(request.headers.origin ?? '')) return refused(foreign);
  const form = await readForm(request);
  const grant = form?.get('grant');
  if (!grant) return refused(malformed);
  const answer = await authority.redeem(grant);
  if ('refused' in answer) return refused(refusals[answer.refused]);
  const { session, cookie } = answer;
  if (tabLabel(session.ui.name, session.environmentId) !== label) return refused(refusals['bad-grant']);
  log.info(
    { personId: session.personId, attemptId: session.attemptId, ui: session.ui.name },
    'a web tab was opened',
  );
  response.writeHead(303, {
    location: place.origin + session.ui.path,
    'set-cookie': setTabCookie(cookie),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-length': 0,
  });
  response.end();
  return session;
}

/** Undefined for what is no form of ours, and when whoever sends it leaves or takes too long. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  cutLate(request, formMs);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > mostFormBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { frameAncestors } from './content-policy.ts';
import type { Notice } from './notices.ts';

/** The workspace's colours; the page is shown within it, and follows the system as it does unless told otherwise. */
const style = `
:root{color-scheme:light dark;--canvas:light-dark(#f9f9fb,#0f1116);--surface:light-dark(#fff,#16191f);--line:light-dark(#e1e2e6,#2b2e36);--ink:light-dark(#191c24,#e6e8ed);--ink-2:light-dark(#484c58,#b2b6c1);--accent:light-dark(#4447d1,#5a5ee0)}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1rem;background:var(--canvas);color:var(--ink);font:.875rem/1.25rem -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Cantarell,"Noto Sans","Liberation Sans",Helvetica,Arial,sans-serif;-webkit-font-smoothing:antialiased}
main{width:100%;max-width:26rem;padding:1.25rem;border:1px solid var(--line);border-radius:.75rem;background:var(--surface)}
h1{margin:0;font-size:.9375rem;line-height:1.5rem;font-weight:600;text-wrap:balance}
p{margin:.25rem 0 0;font-size:.8125rem;color:var(--ink-2);text-wrap:pretty}
p+p{margin-top:.5rem;color:var(--ink)}
a{display:inline-flex;align-items:center;height:2rem;margin-top:1rem;padding:0 .75rem;border-radius:.375rem;background:var(--accent);color:#fff;font-size:.8125rem;font-weight:500;text-decoration:none}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;
const styleHash = createHash('sha256').update(style).digest('base64');

export interface NoticeAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** What passes is looked at again by itself after so many seconds. */
const againAfter = 5;

/** A notice as an answer: a small page for who reads pages, its sentences for who does not. */
export function answerOf(
  notice: Notice,
  request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  pages: ReadonlySet<string>,
): NoticeAnswer {
  const html = /text\/html/.test(request.headers.accept ?? '');
  const body = html ? pageOf(notice, request) : `${notice.title}. ${notice.detail} ${notice.remedy}\n`;
  return {
    status: notice.status,
    body,
    headers: {
      'content-type': html ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; ${frameAncestors(pages)}`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...(html && notice.again && request.method === 'GET' ? { refresh: String(againAfter) } : {}),
    },
  };
}

function pageOf(notice: Notice, { method, url }: Pick<IncomingMessage, 'method' | 'url'>): string {
  const here = method === 'GET' && url?.startsWith('/') && !url.startsWith('//') ? url : '/';
  const again = notice.again ? `<a href="${escaped(here)}">Try again</a>` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(notice.title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(notice.title)}</h1><p>${escaped(notice.detail)}</p><p>${escaped(notice.remedy)}</p>${again}</main></body></html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { parse, serialize } from 'hono/utils/cookie';

/** A sign-in at the provider has to be finished within so many seconds. */
const begunFor = 600;

const attributes = (url: string) =>
  ({
    path: '/',
    httpOnly: true,
    // Lax: it has to come along when the provider sends the browser back.
    sameSite: 'Lax',
    secure: url.startsWith('https:'),
  }) as const;

const nameOf = (url: string) => `${url.startsWith('https:') ? '__Host-' : ''}springboard.begun`;

/** The line of `Set-Cookie` that lets a browser keep what a sign-in was begun with; null clears it. `url` is the public one. */
export function begunCookie(url: string, begun: string | null): string {
  return serialize(nameOf(url), begun ?? '', { ...attributes(url), maxAge: begun === null ? 0 : begunFor });
}

/** What this browser has kept; null for nothing, or what cannot be ours. */
export function begunOf(url: string, headers: Headers): string | null {
  const name = nameOf(url);
  const value = parse(headers.get('cookie') ?? '', name)[name] ?? '';
  return /^[\w-]{43}$/.test(value) ? value : null;
}

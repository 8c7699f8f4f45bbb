import { ProblemError } from '@springboard/contracts/problems.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site makes a browser send. Requests with an API token carry nothing a browser adds by
 * itself and pass. `Sec-Fetch-Site` decides where there is one; else `Origin` must be ours (the public one, or the host
 * that was asked). A client that sends neither is no browser. Throws `forbidden`.
 */
export function refuseForeignWrite(request: Request, publicUrl: string): void {
  if (safe.has(request.method) || request.headers.has('authorization')) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site === 'same-origin') return;
  if (site === null && (origin === null || isOurs(origin, request.headers.get('host'), publicUrl))) return;
  throw new ProblemError('forbidden', 'This came from another site', {
    detail: `A write from ${origin ?? 'another origin'} is not taken. Nothing was changed.`,
    remedy: `Use the pages at ${publicUrl}.`,
  });
}

function isOurs(origin: string, host: string | null, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}

import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { compressed } from './compressed.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.wasm', '.txt']);
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/**
 * A file of the built web app. Addresses of pages, which have no extension, get `index.html`; a missing file is 404.
 * Files under `assets/` carry a hash of their content in the name and are kept for ever; all else is asked for anew.
 */
export async function serveWeb(request: Request, folder: string): Promise<Response> {
  const path = pathIn(request.url);
  if (path === null) return text(404, 'There is nothing at this address.');
  const file = extname(path) === '' ? 'index.html' : path;
  const accepted = request.headers.get('accept-encoding') ?? '';
  const found = await fileIn(folder, file, accepted);
  if (!found) {
    return file === 'index.html'
      ? text(
          503,
          'The web pages have not been built. Run "npm start", or "npm run build" in apps/web. The API is up.',
        )
      : text(404, 'There is nothing at this address.');
  }
  const headers = new Headers({
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: found.etag,
    vary: 'accept-encoding',
  });
  if (found.encoding) headers.set('content-encoding', found.encoding);
  if (request.headers.get('if-none-match') === found.etag)
    return new Response(null, { status: 304, headers });
  const body = await readFile(found.path);
  const packed =
    found.encoding || !compressible.has(extname(file))
      ? undefined
      : await compressed(`${found.path} ${found.etag}`, body, accepted);
  if (packed) headers.set('content-encoding', packed.encoding);
  return new Response(packed?.body ?? body, { headers });
}

/** The path below the folder; null for what would lead out of it or is no path. */
function pathIn(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(new URL(url).pathname)).replace(/^\/+/, '');
    return path.startsWith('..') || path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

async function fileIn(folder: string, file: string, accepted: string) {
  const offered = encodings.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(accepted));
  for (const { name, suffix } of [...offered, { name: null, suffix: '' }]) {
    const path = join(folder, file + suffix);
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) continue;
    const etag = `W/"${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}${name ?? ''}"`;
    return { path, encoding: name, etag };
  }
  return undefined;
}

function text(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

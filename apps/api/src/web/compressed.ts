import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller files travel in one packet anyway. */
const worthwhileBytes = 1_400;
/** Compressed files kept at most; a build of the web app has fewer. */
const mostKept = 200;

const brotli = promisify(brotliCompress);
const kept = new Map<string, Promise<Buffer<ArrayBuffer>>>();

/**
 * The body as the browser takes it (brotli, else gzip), compressed once and kept; undefined when it is better sent as it
 * is. `key` names this state of the file.
 */
export async function compressed(
  key: string,
  body: Buffer<ArrayBuffer>,
  accepted: string,
): Promise<{ encoding: 'br' | 'gzip'; body: Buffer<ArrayBuffer> } | undefined> {
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  if (!encoding || body.byteLength < worthwhileBytes) return undefined;
  const id = `${encoding} ${key}`;
  const known = kept.get(id) ?? pack(encoding, body);
  kept.set(id, known);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return { encoding, body: await known };
}

async function pack(encoding: 'br' | 'gzip', body: Buffer<ArrayBuffer>): Promise<Buffer<ArrayBuffer>> {
  if (encoding === 'gzip') return promisify(gzip)(body) as Promise<Buffer<ArrayBuffer>>;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength };
  return brotli(body, { params }) as Promise<Buffer<ArrayBuffer>>;
}

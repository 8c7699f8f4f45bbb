import { ProblemError } from '@springboard/contracts/problems.ts';
import { type ZodType, z } from 'zod';

/** For routes without parameters in path or query. */
export const none = z.object({});

/** Largest body of a route that says no other, in bytes; the biggest legal one is a list of scopes. */
export const maxBodyBytes = 64 * 1024;

/** Parses input at the border. Throws `invalid-input` naming each bad field. */
export function parseInput<S extends ZodType>(
  schema: S,
  value: unknown,
  where: 'body' | 'path' | 'query',
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // An address that cannot be one of ours is an address of nothing.
  if (where === 'path') throw notFound();
  throw new ProblemError('invalid-input', 'The request is not valid', {
    detail: `The ${where} has fields that cannot be taken. Nothing was changed.`,
    errors: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
}

/** The problem of an address that leads nowhere. */
export function notFound(): ProblemError {
  return new ProblemError('not-found', 'Not found', { detail: 'There is nothing at this address.' });
}

/** Reads a JSON body of at most so many bytes. Throws `invalid-input`. */
export async function readJson(request: Request, most = maxBodyBytes): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new ProblemError('invalid-input', 'The body is not JSON', {
      detail: 'This route takes a body of content-type application/json. Nothing was changed.',
    });
  }
  const text = await readText(request, most);
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('invalid-input', 'The body is not JSON', {
      detail: 'The body could not be parsed as JSON. Nothing was changed.',
    });
  }
}

async function readText(request: Request, most: number): Promise<string> {
  const tooLarge = new ProblemError('invalid-input', 'The body is too large', {
    detail: `A body may have ${most} bytes at most. Nothing was changed.`,
  });
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

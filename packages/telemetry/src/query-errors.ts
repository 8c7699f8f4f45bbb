/**
 * A failed query's error (drizzle-orm) tells the query's parameters in its message and in a field: they can be hashes
 * of tokens, keys, answers of people. This answers a like error without them; any other value as it is.
 */
export function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const cause = error.cause === undefined ? undefined : withoutParameters(error.cause);
  if (!('params' in error) && cause === error.cause) return error;
  const clean = new Error(cut(error.message), cause === undefined ? {} : { cause });
  clean.name = error.name;
  clean.stack = cut(error.stack ?? '');
  if ('code' in error) Object.assign(clean, { code: error.code });
  return clean;
}

/** Drops the line of parameters; a stack's frames come after it. */
function cut(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/, '');
}

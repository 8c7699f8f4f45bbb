import { createHmac } from 'node:crypto';
import type { ParamDefinition } from './model/params.ts';

export type ParamValue = string | number;
export type Params = Readonly<Record<string, ParamValue>>;

/** Variables that a parameter must not replace in a script's environment. */
const reserved =
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|LANG|LANGUAGE|TERM|TMPDIR|TZ|IFS|ENV|EDITOR|PAGER|UID|EUID|PPID|RANDOM|SECONDS|LINENO|HOSTNAME|OPTARG|OPTIND|(LC|LD|BASH|SPRINGBOARD|PYTHON|CEPH|OS|SYSTEMD)(_.*)?|PS\d)$/;

/** Whether a name can be a parameter: `pool_name` is, `path` is not, since scripts would see it as `$PATH`. */
export function isParamName(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(name) && !reserved.test(name.toUpperCase());
}

/**
 * Endless stream of numbers for one parameter: HMAC-SHA-256 keyed with the seed over `params/v1`, the name and a
 * counter, each digest read as 32-bit big-endian integers. Parameters do not influence one another, so that adding
 * one to a lab leaves the others of a seed as they were.
 */
function* numbers(seed: string, name: string): Generator<number, never> {
  for (let counter = 0; ; counter++) {
    const digest = createHmac('sha256', seed).update(`params/v1\0${name}\0${counter}`).digest();
    for (let offset = 0; offset < digest.length; offset += 4) yield digest.readUInt32BE(offset);
  }
}

/** A number from 0 to `bound`-1, each equally likely: what would favour small ones is thrown away. `bound` ≤ 2³². */
function below(bound: number, stream: Generator<number, never>): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const { value } = stream.next();
    if (value < limit) return value % bound;
  }
}

function pick<T>(from: readonly T[], stream: Generator<number, never>): T {
  return from[below(from.length, stream)] as T;
}

const consonants = [...'bdfgklmnprstvz'];
const vowels = [...'aeiou'];
/** Without characters that are taken for one another (0 O, 1 l I). */
const passwordCharacters = [...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'];

function draw(definition: ParamDefinition, stream: Generator<number, never>): ParamValue {
  switch (definition.kind) {
    case 'choose':
      return pick(definition.from, stream);
    case 'int':
      return definition.min + below(definition.max - definition.min + 1, stream);
    case 'name': {
      const syllables = [1, 2, 3].map(() => pick(consonants, stream) + pick(vowels, stream));
      return definition.prefix + syllables.join('');
    }
    case 'password':
      return Array.from({ length: definition.length }, () => pick(passwordCharacters, stream)).join('');
  }
}

/** The values of a lab's parameters for one attempt. The same seed gives the same values, here and in CI. */
export function drawParams(definitions: Readonly<Record<string, ParamDefinition>>, seed: string): Params {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [name, draw(definition, numbers(seed, name))]),
  );
}

/** A parameter's place in a text, `{{ name }}`; a backslash before it makes it stand for itself. */
export const placeholderPattern = /\\\{\{|\{\{\s*([^{}]*?)\s*\}\}/g;

export class UnknownParamError extends Error {
  override readonly name = 'UnknownParamError';
  readonly param: string;
  /** Offset into the text. */
  readonly offset: number;
  constructor(param: string, offset: number, known: readonly string[]) {
    super(
      `{{ ${param} }} is not a parameter of this lab` +
        (known.length === 0 ? ' (it has none)' : `; it has ${known.join(', ')}`),
    );
    this.param = param;
    this.offset = offset;
  }
}

/** Replaces each `{{ name }}` by its value; throws `UnknownParamError` for a name that is none. `\{{` gives `{{`. */
export function renderParams(text: string, params: Params): string {
  return text.replace(placeholderPattern, (_whole, name: string | undefined, offset: number) => {
    if (name === undefined) return '{{';
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) throw new UnknownParamError(name, offset, Object.keys(params));
    return String(value);
  });
}

/**
 * Parameters as scripts see them: the name in upper case (`pool_name` → `POOL_NAME`), and the attempt's seed as
 * `SPRINGBOARD_SEED`.
 */
export function paramsToEnvironment(params: Params, seed: string): Record<string, string> {
  const environment: Record<string, string> = { SPRINGBOARD_SEED: seed };
  for (const [name, value] of Object.entries(params)) environment[name.toUpperCase()] = String(value);
  return environment;
}

import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Turnstile } from './turnstile.ts';

const derive = promisify(argon2);

/** RFC 9106, second recommendation: 64 MiB, three passes, four lanes; a third of a second of one core. */
const cost = { memory: 65_536, passes: 3, parallelism: 4 };
const saltBytes = 16;
const tagBytes = 32;

/** Each takes 64 MiB and a core: two at a time, and not more waiting than are done in some seconds. */
const turnstile = new Turnstile({ atOnce: 2, waiting: 20 });

/** What of a password is stored: argon2id in the usual text form, `$argon2id$v=19$m=65536,t=3,p=4$<salt>$<tag>`. Errors: `unavailable` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltBytes);
  const tag = await run({ message: messageOf(password), nonce, tagLength: tagBytes, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether the password is the one. For who has none (`null`) it takes as long, and answers false. Errors: `unavailable`, as for hashing. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const { nonce, tag, ...rest } = parse(stored ?? standIn);
  const made = await run({ message: messageOf(password), nonce, tagLength: tag.length, ...rest });
  return timingSafeEqual(made, tag) && stored !== null;
}

/** Nobody's. */
const standIn = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function parse(stored: string) {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!found) throw new Error('a stored password is not in the form that this version knows');
  const [, memory, passes, parallelism, nonce = '', tag = ''] = found;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Keyboards differ in how they compose a letter; the same letters are the same password. */
const messageOf = (password: string) => password.normalize('NFKC');
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
const run = (parameters: Argon2Parameters) => turnstile.run(() => derive('argon2id', parameters));

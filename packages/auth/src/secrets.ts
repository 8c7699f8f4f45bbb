import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody guesses: 32 random bytes, usable in addresses and headers. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** What of a secret is stored. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

import { z } from 'zod';

/** A text that a person writes, of so many characters at most; the database takes no NUL in one. */
export function plainText(longest: number) {
  return z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0'), 'holds a NUL character');
}

/** The same, and it says something. */
export function writtenText(longest: number) {
  return plainText(longest).refine((text) => text.trim() !== '', 'is empty');
}

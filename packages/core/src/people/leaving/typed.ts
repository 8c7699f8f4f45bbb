import { ProblemError } from '@springboard/contracts/problems.ts';

/** Refuses what cannot be taken back unless the person's address was typed for it. Errors: `invalid-input`. */
export function requireTyped(typed: string, email: string): void {
  if (typed.trim().toLowerCase() === email.toLowerCase()) return;
  throw new ProblemError('invalid-input', 'That is not their address', {
    detail: 'What was typed is not the e-mail address of this person. Nothing was changed.',
    remedy: 'Type it as it stands beside their name.',
    errors: [{ path: 'confirm', message: 'is not the address of this person' }],
  });
}

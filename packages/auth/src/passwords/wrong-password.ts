import { ProblemError } from '@springboard/contracts/problems.ts';

/** The one answer to an unknown address, to one without a password, and to another password. */
export function wrongPassword(): ProblemError {
  return new ProblemError('wrong-password', 'Address and password do not match', {
    detail: 'Either the address is not known here, or it has another password, or none. Nothing was changed.',
    remedy:
      'Try again. Who has forgotten the password signs in by a link from an operator and sets a new one.',
  });
}

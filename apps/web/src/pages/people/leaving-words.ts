import type { LeavingView } from '@springboard/contracts/leaving.ts';

type Counted = Exclude<keyof LeavingView, 'person'>;

/** One and many of everything that ends, in the order in which it is told. */
const words: readonly (readonly [Counted, string, string])[] = [
  ['sessions', 'browser is signed out', 'browsers are signed out'],
  ['links', 'unused sign-in link stops working', 'unused sign-in links stop working'],
  ['apiTokens', 'API token is revoked', 'API tokens are revoked'],
  ['sshKeys', 'SSH key is removed', 'SSH keys are removed'],
  [
    'attempts',
    'attempt under way is given up, with its points',
    'attempts under way are given up, with their points',
  ],
  [
    'environments',
    'environment is taken down, with its terminals',
    'environments are taken down, with their terminals',
  ],
  ['labTests', 'test of a lab is broken off', 'tests of labs are broken off'],
  ['follows', 'learner’s terminals are followed no longer', 'learners’ terminals are followed no longer'],
  ['handedIn', 'text that waits for a review is given back', 'texts that wait for a review are given back'],
  ['assignments', 'path that was given to them ends', 'paths that were given to them end'],
  [
    'leads',
    'team or learner has no manager or mentor in their place',
    'teams or learners have no manager or mentor in their place',
  ],
];

/** What ends, a line for each kind of which there is any. */
export function whatEnds(view: LeavingView): string[] {
  return words.flatMap(([key, one, many]) => {
    const count = view[key];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
}

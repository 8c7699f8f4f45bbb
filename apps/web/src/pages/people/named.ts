import type { PersonName } from '@springboard/contracts/people.ts';

/** The choices of a field, with who stands in it now: somebody who lost the role since is still there to be seen. */
export function withNamed(
  choices: readonly PersonName[] | undefined,
  named: PersonName | null | undefined,
): readonly PersonName[] {
  const known = choices ?? [];
  return !named || known.some(({ id }) => id === named.id) ? known : [named, ...known];
}

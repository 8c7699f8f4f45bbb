import type { MeView } from '@springboard/contracts/people.ts';
import { permissions, type Role } from '@springboard/contracts/roles.ts';

/** Who is signed in, with the rights of these roles. Their address is their first name's. */
export function aMe(name: string, roles: readonly Role[], id = 'me'): MeView {
  return {
    id,
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}@example.org`,
    roles: [...roles],
    teams: [],
    lastSignInAt: null,
    permissions: [...new Set(roles.flatMap((role) => permissions[role]))],
    reviews: roles.includes('mentor') || roles.includes('manager'),
  };
}

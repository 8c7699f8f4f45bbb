import type { GroupMapping } from '@springboard/config/sign-in/group-mapping.ts';
import { Role } from '@springboard/contracts/roles.ts';

/** What somebody's groups give them, each once. */
export interface Gains {
  readonly roles: readonly Role[];
  /** Names of teams. */
  readonly teams: readonly string[];
}

/** What these groups give by the mapping; groups that it does not name give nothing. */
export function gainsOf(mapping: GroupMapping, groups: readonly string[]): Gains {
  const given = groups.flatMap((group) => (Object.hasOwn(mapping, group) ? [mapping[group]] : []));
  const roles = new Set(given.flatMap((one) => one?.roles ?? []));
  const teams = new Set(given.flatMap((one) => one?.teams ?? []));
  return { roles: Role.options.filter((role) => roles.has(role)), teams: [...teams] };
}

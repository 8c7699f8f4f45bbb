import { describe, expect, it } from 'vitest';
import { allows, type Permission, Role } from '../roles.ts';
import type { Cell, GuardedDoor } from './row.ts';
import { accessRows } from './table.ts';

const guarded = accessRows.filter((row): row is GuardedDoor => 'roles' in row);

/** Reviewing others' work, and operating, are the same for everybody's. */
const reachOf = (scope: Permission): Cell => {
  if (scope.includes('.any.') || scope === 'submission.review') return 'any';
  return scope.includes('.team.') || scope === 'team.own.manage' ? 'team' : 'own';
};

/** What the roles' rights come to at a door. */
function expected({ scopes, of, lists }: GuardedDoor, role: Role): Cell {
  const held = scopes.filter((scope) => allows([role], scope)).map(reachOf);
  if (held.length === 0) return 'no';
  if (of === undefined && lists === undefined) return 'yes';
  return (['any', 'team', 'own'] as const).find((cell) => held.includes(cell)) ?? 'no';
}

describe('the access table', () => {
  it('has one row for each door', () => {
    const doors = accessRows.map(({ door }) => door);
    expect(doors).toEqual([...new Set(doors)]);
  });

  it.each(guarded)('$door: its cells are what the roles hold', (row) => {
    const wanted = Role.options.map((role) => [role, expected(row, role)]);
    expect(Role.options.map((role) => [role, row.roles[role]])).toEqual(wanted);
  });
});

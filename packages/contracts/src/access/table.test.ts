import { describe, expect, it } from 'vitest';
import { allows, type Permission, Role } from '../roles.ts';
import type { Cell, GuardedDoor } from './row.ts';
import { accessRows } from './table.ts';

const guarded = accessRows.filter((row): row is GuardedDoor => 'roles' in row);

/** Reviewing others' work, operating, and the audit are of everybody's; following is between two people, whose own it is. */
const reachOf = (scope: Permission, of: GuardedDoor['of']): Cell => {
  if (of === 'followed' || of === 'following') return 'own';
  if (scope === 'submission.peer.review') return 'peer';
  // A class is of people of one's teams, and theirs who planned it.
  if (of === 'class' && scope.includes('.team.')) return 'own';
  if (scope.includes('.any.') || scope === 'submission.review' || scope === 'audit.read') return 'any';
  return scope.includes('.team.') || scope === 'team.own.manage' ? 'team' : 'own';
};

/** What the roles' rights come to at a door. */
function expected({ scopes, and, of, lists }: GuardedDoor, role: Role): Cell {
  if (and !== undefined && !allows([role], and)) return 'no';
  const held = scopes.filter((scope) => allows([role], scope)).map((scope) => reachOf(scope, of ?? lists));
  if (held.length === 0) return 'no';
  if (of === undefined && lists === undefined) return 'yes';
  return (['any', 'team', 'peer', 'own'] as const).find((cell) => held.includes(cell)) ?? 'no';
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

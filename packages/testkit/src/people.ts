import { randomUUID } from 'node:crypto';
import type { Role } from '@springboard/contracts/roles.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { person, personRole, team, teamMember } from '@springboard/db/schema/people.ts';

export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** A person with the given roles; a learner unless told. */
export async function aPerson(
  db: Queryable,
  options: { roles?: readonly Role[]; name?: string; teamId?: string } = {},
): Promise<TestPerson> {
  const id = `person-${randomUUID()}`;
  const name = options.name ?? `Person ${id.slice(-6)}`;
  const roles = options.roles ?? ['learner'];
  const email = `${id}@example.org`;
  await db.insert(person).values({ id, name, email, emailVerified: true });
  if (roles.length > 0) await db.insert(personRole).values(roles.map((role) => ({ personId: id, role })));
  if (options.teamId) await db.insert(teamMember).values({ teamId: options.teamId, personId: id });
  return { id, name, email, roles };
}

/** A team without members. */
export async function aTeam(
  db: Queryable,
  options: { name?: string; managerId?: string; mentorId?: string } = {},
): Promise<{ id: string; name: string }> {
  const { managerId = null, mentorId = null } = options;
  const [row] = await db
    .insert(team)
    .values({ name: options.name ?? `Team ${randomUUID().slice(0, 8)}`, managerId, mentorId })
    .returning({ id: team.id, name: team.name });
  if (!row) throw new Error('the team was not inserted');
  return row;
}

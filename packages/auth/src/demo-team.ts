import type { Role } from '@springboard/contracts/roles.ts';
import type { Database } from '@springboard/db/client.ts';
import { person, personRole, team, teamMember } from '@springboard/db/schema/people.ts';
import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** One person per role. The names begin like their roles, to be told apart at a glance. */
export const demoTeam: readonly DemoPerson[] = [
  { id: 'demo-lena', name: 'Lena', email: 'lena@example.org', role: 'learner' },
  { id: 'demo-arno', name: 'Arno', email: 'arno@example.org', role: 'author' },
  { id: 'demo-mira', name: 'Mira', email: 'mira@example.org', role: 'mentor' },
  { id: 'demo-max', name: 'Max', email: 'max@example.org', role: 'manager' },
  { id: 'demo-olga', name: 'Olga', email: 'olga@example.org', role: 'operator' },
];

const leaders = { mentorId: 'demo-mira', managerId: 'demo-max' };

/**
 * Makes the demo team where nobody of it ever was, and answers who of it may sign in. What has been changed since is left as it is: who was renamed,
 * who has left, and who was erased.
 */
export async function ensureDemoTeam(db: Database): Promise<readonly DemoPerson[]> {
  const ids = demoTeam.map(({ id }) => id);
  await db.transaction(async (tx) => {
    if ((await tx.$count(person, or(inArray(person.id, ids), isNotNull(person.erasedAt)))) > 0) return;
    const [made] = await tx
      .insert(team)
      .values({ name: 'Demo team' })
      .onConflictDoNothing()
      .returning({ id: team.id });
    for (const { role, ...demo } of demoTeam) {
      const [fresh] = await tx
        .insert(person)
        .values({ ...demo, emailVerified: true })
        .onConflictDoNothing()
        .returning({ id: person.id });
      if (fresh) await tx.insert(personRole).values({ personId: demo.id, role });
      if (fresh && made) await tx.insert(teamMember).values({ teamId: made.id, personId: demo.id });
    }
    if (made) await tx.update(team).set(leaders).where(eq(team.id, made.id));
  });
  const here = await db
    .select({ id: person.id })
    .from(person)
    .where(and(inArray(person.id, ids), isNull(person.deactivatedAt)));
  return demoTeam.filter(({ id }) => here.some((one) => one.id === id));
}

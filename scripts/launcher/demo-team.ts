import type { Role } from '@springboard/contracts/roles.ts';
import { Role as Roles } from '@springboard/contracts/roles.ts';
import type { Database } from '@springboard/db/client.ts';
import { person, personRole, team, teamMember } from '@springboard/db/schema/people.ts';
import { eq } from 'drizzle-orm';

/** The demo team: one person for each role, so that every side of the house can be looked at. */
export const demoPeople: Readonly<Record<Role, { readonly id: string; readonly name: string }>> = {
  learner: { id: 'demo-learner', name: 'Lea Brandt' },
  author: { id: 'demo-author', name: 'Arvid Holm' },
  mentor: { id: 'demo-mentor', name: 'Mina Okafor' },
  manager: { id: 'demo-manager', name: 'Marco Bianchi' },
  operator: { id: 'demo-operator', name: 'Olga Petrova' },
};

const demoTeam = 'Platform team (demo)';

/** Makes the demo team where it is missing; what people changed about it is left alone. */
export async function ensureDemoTeam(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(team).values({ name: demoTeam }).onConflictDoNothing();
    const [row] = await tx.select({ id: team.id }).from(team).where(eq(team.name, demoTeam));
    if (!row) throw new Error('The demo team could not be made.');
    for (const role of Roles.options) {
      const { id, name } = demoPeople[role];
      const made = await tx
        .insert(person)
        .values({ id, name, email: `${role}@demo.invalid`, emailVerified: true })
        .onConflictDoNothing()
        .returning({ id: person.id });
      if (made.length === 0) continue;
      await tx.insert(personRole).values({ personId: id, role });
      await tx.insert(teamMember).values({ teamId: row.id, personId: id });
    }
  });
}

import { repositoryRoot } from '@springboard/config/paths.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { sql } from 'drizzle-orm';
import { auditStatement, classStatements, labTestStatements, noticeStatement } from './seed/around.ts';
import { attemptStatements, checkRunStatement, checksOfVersions, runsOfAttempts } from './seed/attempts.ts';
import { seedContent } from './seed/content.ts';
import { environmentStatements } from './seed/environments.ts';
import { peopleStatements } from './seed/people.ts';
import { questionStatements, reviewStatements, walkthroughStatements } from './seed/work.ts';
import type { Size } from './size.ts';

/**
 * Fills an empty, migrated database with what its pages read, in realistic amounts. `superuserUrl` names it: the foreign keys of what is made here are
 * not looked at, since millions of looks take longer than the rows.
 */
export async function seedPeople(superuserUrl: string, size: Size): Promise<void> {
  // A single connection: what is set, and the temporary table, is its own.
  const { db, close } = createDatabase(superuserUrl, { max: 1 });
  try {
    await db.execute(sql`set session_replication_role = replica`);
    await db.execute(sql`set synchronous_commit = off`);
    await db.execute(sql`set work_mem = '512MB'`);
    const { skillIds, params } = await seedContent(db, size);
    const specs = Object.fromEntries(
      [...(await loadTopologies(repositoryRoot))].map(([name, topology]) => [name, { topology, images: {} }]),
    );
    const statements = [
      ...peopleStatements(size, skillIds),
      checksOfVersions,
      ...attemptStatements(size, params),
      ...environmentStatements(specs),
      checkRunStatement(size),
      runsOfAttempts,
      ...reviewStatements(),
      ...questionStatements(),
      ...walkthroughStatements(),
      auditStatement(),
      noticeStatement(),
      ...classStatements(),
      ...labTestStatements(),
      // As autovacuum leaves tables behind: index-only scans ask the visibility map.
      sql`vacuum analyze`,
    ];
    for (const statement of statements) await db.execute(statement);
  } finally {
    await close();
  }
}

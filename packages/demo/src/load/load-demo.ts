import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { demoTeam } from '@springboard/auth/demo-team.ts';
import type { Database } from '@springboard/db/client.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { person } from '@springboard/db/schema/people.ts';
import { loadTopology } from '@springboard/environments/load-topology.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { and, inArray, isNull, like, sql } from 'drizzle-orm';
import type { Setting } from '../attempt/scene.ts';
import { demoIdMark } from '../dice.ts';
import { makeHistory, stories } from '../make-history.ts';
import { writeSession } from '../recordings/write-session.ts';
import { insertHistory } from './insert-history.ts';
import { storeLabs } from './labs-of-demo.ts';
import { withoutPeople } from './without-people.ts';

export interface LoadOptions {
  readonly now: Date;
  /** Folder of the labs. */
  readonly labs: string;
  /** Folder of the topologies. */
  readonly topologies: string;
  /** Folder of what terminals printed. */
  readonly recordings: string;
  readonly environments: Setting['environments'];
}

/** `there`: it was loaded before, and stays as it is. `incomplete`: somebody who leads the team has left, and nothing was loaded. */
export type Loaded =
  | { readonly kind: 'loaded'; readonly people: number; readonly attempts: number }
  | { readonly kind: 'there' }
  | { readonly kind: 'incomplete' };

/**
 * Loads the history of the demo team up to now, through the tables that real use writes to. It needs the demo team of `npm start`. Who of it has
 * already worked at labs keeps what they have done, and gets no invented past.
 */
export async function loadDemo(db: Database, options: LoadOptions): Promise<Loaded> {
  if (await isLoaded(db)) return { kind: 'there' };
  const leaders = demoTeam.map(({ id }) => id);
  const here = await db.$count(person, and(inArray(person.id, leaders), isNull(person.deactivatedAt)));
  if (here < leaders.length) return { kind: 'incomplete' };
  const longAgo = new Date(options.now.getTime() - 500 * 86_400_000);
  const { labs, path } = await storeLabs(db, options.labs, longAgo);
  const topologies = await readTopologies(options.topologies);
  const { now, environments } = options;
  const made = makeHistory({ now, labs, topologies, environments }, path);
  const busy = await db
    .selectDistinct({ id: attempt.personId })
    .from(attempt)
    .where(
      inArray(
        attempt.personId,
        stories.map(({ id }) => id),
      ),
    );
  const history = withoutPeople(
    made.history,
    busy.map(({ id }) => id),
  );
  await db.transaction((tx) => insertHistory(tx, history));
  const kept = new Set(history.attempts.map(({ id }) => id));
  for (const session of made.sessions)
    if (kept.has(session.attemptId)) await writeSession(options.recordings, session);
  return { kind: 'loaded', people: stories.length - busy.length, attempts: kept.size };
}

/** Whether anything of it is there, be it of somebody whose name was erased since. */
async function isLoaded(db: Database): Promise<boolean> {
  const invented = stories.map(({ id }) => id).filter((id) => !demoTeam.some((one) => one.id === id));
  const people = await db.$count(person, inArray(person.id, invented));
  const rows = await db.$count(attempt, like(sql`${attempt.id}::text`, `%${demoIdMark}%`));
  return people + rows > 0;
}

async function readTopologies(folder: string): Promise<ReadonlyMap<string, Topology>> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const read = entries.map(async ({ name }) => [name, await loadTopology(join(folder, name))] as const);
  return new Map(await Promise.all(read));
}

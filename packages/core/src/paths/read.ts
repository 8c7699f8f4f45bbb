import type { Actor } from '@springboard/contracts/actor.ts';
import type {
  PathAssignmentView,
  PathView,
  PersonPathsView,
  ReadingView,
} from '@springboard/contracts/paths.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type AssignedRow, listAssigned, listPathRows } from '@springboard/db/repositories/paths.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import { isAmong, type Whose } from '@springboard/db/repositories/whose.ts';
import { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { authorize, notFound, whoseBy } from '../access.ts';
import { readsAttempts } from '../attempts/access.ts';
import type { Context } from '../context.ts';
import { compileSaid } from '../labs/prose.ts';
import { loadReadiness } from '../readiness/load.ts';
import { endableBy } from './ending.ts';
import { progressOf } from './progress.ts';
import { loadSkills } from './skills.ts';
import { loadStandings } from './standings.ts';
import { viewPath } from './view.ts';

/** The paths of the person who asks, the one that began first at the top. */
export async function getMyPaths(ctx: Context, actor: Actor): Promise<PathView[]> {
  authorize(actor, 'attempt.own.read');
  return viewPathsOf(ctx, await listAssigned(ctx.db, justOf(actor.personId)));
}

/** The same of somebody whose attempts the actor may read. Errors: `not-found`. */
export async function getPathsOf(ctx: Context, actor: Actor, personId: string): Promise<PersonPathsView> {
  const whose = whoseBy(actor, readsAttempts);
  const person = await findPersonRow(ctx.db, personId);
  if (!person || !(await isAmong(ctx.db, whose, personId))) throw notFound('person');
  const paths = await viewPathsOf(ctx, await listAssigned(ctx.db, justOf(personId)));
  const endable = await endableBy(
    ctx.db,
    actor,
    paths.map(({ assignmentId }) => assignmentId),
  );
  return {
    person: { id: person.id, name: person.name },
    paths: paths.map((path) => ({ ...path, mayEnd: endable.has(path.assignmentId) })),
  };
}

/** Everybody who is on a path, of those whose attempts the actor may read, by name, with how far they are. */
export async function listPathAssignments(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
): Promise<PathAssignmentView[]> {
  const whose = whoseBy(actor, readsAttempts);
  const { standings } = await loadStandings(ctx, await listAssigned(ctx.db, whose));
  return standings.map(({ assigned, path, states, today }) => ({
    assignmentId: assigned.assignmentId,
    person: { id: assigned.personId, name: assigned.name },
    path: { id: path.id, title: path.title },
    startsOn: assigned.startsOn,
    progress: progressOf(states, { startsOn: assigned.startsOn, today }),
  }));
}

/** A text that a path has to be read. Errors: `not-found`. */
export async function getReading(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  pathId: string,
  itemId: string,
): Promise<ReadingView> {
  authorize(actor, 'lab.read');
  const path = await findPath(ctx.db, pathId);
  const item = path?.items.find((one) => one.id === itemId);
  if (!path || item?.kind !== 'reading' || item.markdown === null) throw notFound('text');
  return { title: item.title, path: path.title, body: compileSaid(item.markdown) };
}

/** A path, also one that was withdrawn; undefined where there never was one. */
export async function findPath(db: Queryable, id: string): Promise<PathDefinition | undefined> {
  const [row] = await listPathRows(db, [id]);
  return row && PathDefinition.parse(row.definition);
}

function justOf(personId: string): Whose {
  return { own: personId, managedBy: null };
}

async function viewPathsOf(ctx: Context, assigned: readonly AssignedRow[]): Promise<PathView[]> {
  const loaded = await loadStandings(ctx, assigned);
  const skills = await loadSkills(ctx.db);
  const readiness = await loadReadiness(ctx, loaded, skills);
  return loaded.standings.map((standing, index) => ({
    ...viewPath(standing, loaded.facts, skills),
    readiness: readiness[index] ?? [],
  }));
}

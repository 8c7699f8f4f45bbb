import type { Actor } from '@springboard/contracts/actor.ts';
import type { StatementQuery } from '@springboard/contracts/team-map.ts';
import {
  type AttemptOfVersion,
  listAccepted,
  listAttemptsOfTime,
  listReadyTimes,
} from '@springboard/db/repositories/attempt-history.ts';
import { listAssigned } from '@springboard/db/repositories/paths.ts';
import { listTeamPeople } from '@springboard/db/repositories/teams.ts';
import { loadProgresses } from '../attempts/progress.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadStandings, type Standing } from '../paths/standings.ts';
import { mappedTeam } from '../team-map/access.ts';
import { type AskedBy, statementsOf } from './of-attempt.ts';
import type { Statement } from './statement.ts';

/** Attempts that are in memory at a time. */
const pageAttempts = 200;

/**
 * What the people of a team did, as statements of xAPI, attempt by attempt, page by page: as much as there may be, only a page of it is in memory. The same
 * things have the same ids each time. That it was exported is recorded before the first page. Errors: `not-found`.
 */
export async function exportStatements(
  ctx: Pick<Context, 'db' | 'clock' | 'url'>,
  actor: Actor,
  teamId: string,
  { since, until }: StatementQuery = {},
): Promise<AsyncGenerator<Statement[], void, undefined>> {
  const team = await mappedTeam(ctx.db, actor, teamId);
  const people = (await listTeamPeople(ctx.db, team.id)).map(({ id }) => id);
  const { standings } = await loadStandings(ctx, await listAssigned(ctx.db, 'everybody', people));
  const askedBy = strictest(standings);
  const time = {
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
  };
  await audit(ctx.db, actor, 'team.export', { kind: 'team', id: team.id }, { as: 'xapi', since, until });
  const isAsked = ({ timestamp }: Statement) =>
    (time.since === undefined || Date.parse(timestamp) >= time.since.getTime()) &&
    (time.until === undefined || Date.parse(timestamp) < time.until.getTime());
  return (async function* () {
    let after: string | undefined;
    for (;;) {
      const page = await listAttemptsOfTime(ctx.db, people, time, { after, limit: pageAttempts });
      const statements = await statementsOfPage(ctx, team.id, page, askedBy);
      yield statements.filter(isAsked);
      after = page.at(-1)?.attempt.id;
      if (page.length < pageAttempts) return;
    }
  })();
}

async function statementsOfPage(
  ctx: Pick<Context, 'db' | 'url'>,
  teamId: string,
  page: readonly AttemptOfVersion[],
  askedBy: ReadonlyMap<string, AskedBy>,
): Promise<Statement[]> {
  const ids = page.map(({ attempt }) => attempt.id);
  const progresses = await loadProgresses(
    ctx.db,
    page.map(({ attempt }) => attempt),
  );
  const accepted = Map.groupBy(await listAccepted(ctx.db, ids), ({ attemptId }) => attemptId);
  const readyTimes = await listReadyTimes(ctx.db, ids);
  return page.flatMap(({ attempt, hash }, index) => {
    const progress = progresses[index];
    if (!progress) return [];
    const history = {
      attempt,
      hash,
      progress,
      accepted: accepted.get(attempt.id) ?? [],
      readyMs: readyTimes.get(attempt.id) ?? 0,
      askedBy: askedBy.get(keyOf(attempt.personId, attempt.slug)) ?? null,
    };
    return statementsOf(history, { url: ctx.url, teamId });
  });
}

/** Of each person and lab the path that asks for the most of its points; of several the first by its id. */
function strictest(standings: readonly Standing[]): ReadonlyMap<string, AskedBy> {
  const asked = standings.flatMap(({ assigned, path }) =>
    path.items.flatMap((item) =>
      item.kind === 'lab'
        ? [{ key: keyOf(assigned.personId, item.id), id: path.id, title: path.title, pass: item.pass }]
        : [],
    ),
  );
  const weakestFirst = asked.toSorted((a, b) => a.pass - b.pass || (a.id < b.id ? 1 : -1));
  return new Map(weakestFirst.map(({ key, ...path }) => [key, path]));
}

const keyOf = (personId: string, slug: string) => JSON.stringify([personId, slug]);

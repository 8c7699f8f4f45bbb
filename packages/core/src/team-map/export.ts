import type { Actor } from '@springboard/contracts/actor.ts';
import type { TeamMapLine } from '@springboard/contracts/team-map.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { getTeamMap } from './map.ts';

/** The team's map as lines, one for each person and lab: the page's numbers. That it was exported is recorded. Errors: `not-found`. */
export async function exportTeamMap(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  teamId: string,
): Promise<TeamMapLine[]> {
  const { team, paths } = await getTeamMap(ctx, actor, teamId);
  await audit(ctx.db, actor, 'team.export', { kind: 'team', id: team.id });
  return paths.flatMap(({ title: path, labs, rows }) =>
    rows.flatMap(({ person, cells }) =>
      labs.flatMap(({ slug, title }, index): TeamMapLine[] => {
        const cell = cells[index];
        if (!cell) return [];
        const { status, late, dueOn, best, minutes, attempts, attemptId } = cell;
        return [
          {
            person: person.name,
            path,
            lab: slug,
            title,
            status,
            late,
            dueOn,
            score: best?.score ?? null,
            maxScore: best?.maxScore ?? null,
            minutes,
            attempts,
            attempt: attemptId,
          },
        ];
      }),
    ),
  );
}

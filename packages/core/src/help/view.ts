import type { HelpAnswer, HelpView } from '@springboard/contracts/help.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { findPlaces, listHelpOf, type NamedHelp } from '@springboard/db/repositories/help.ts';
import { compileSaid } from '../labs/prose.ts';

/** What was asked in an attempt, with the places in the queue. */
export interface AskedHelp {
  readonly rows: readonly NamedHelp[];
  readonly places: ReadonlyMap<string, number>;
}

/** Most attempts ask nothing, and each push of each attempt would look for a place. */
export async function readHelp(db: Queryable, attemptId: string): Promise<AskedHelp> {
  const rows = await listHelpOf(db, attemptId);
  const waits = rows.some(({ state }) => state === 'waiting');
  return { rows, places: waits ? await findPlaces(db, attemptId) : new Map() };
}

export function viewHelp({ rows, places }: AskedHelp): HelpView[] {
  return rows.map((row) => ({
    id: row.id,
    taskId: row.taskId,
    state: row.state,
    question: row.question,
    askedAt: row.askedAt.toISOString(),
    place: places.get(row.id) ?? null,
    takenBy: row.state === 'taken' ? nameOf(row.mentorName) : null,
    answer: answerOf(row),
    sent: {
      checks: row.context.checks.length,
      screen: row.context.screen && {
        node: row.context.screen.node,
        number: row.context.screen.number,
        lines: row.context.screen.lines.length,
      },
    },
  }));
}

/** Null until it has been answered. */
export function answerOf(row: Pick<NamedHelp, 'answer' | 'answeredAt' | 'mentorName'>): HelpAnswer | null {
  const { answer, answeredAt, mentorName } = row;
  if (answer === null || answeredAt === null) return null;
  return { prose: compileSaid(answer), by: nameOf(mentorName), at: answeredAt.toISOString() };
}

function nameOf(name: string | null): string {
  return name ?? 'somebody who left';
}

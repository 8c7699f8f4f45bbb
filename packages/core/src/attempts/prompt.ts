import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { findOwnAttempt } from '@springboard/db/repositories/attempts.ts';
import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { notFound } from '../access.ts';
import type { TerminalContext } from '../context.ts';
import { requireActive } from './access.ts';

/** What is said while the nodes of an environment do not answer. */
export interface NoPromptWords {
  readonly title: string;
  readonly detail: string;
  readonly whenPaused: string;
  readonly otherwise: string;
}

/** The environment of the actor's own running attempt, its nodes answering. Errors: `not-found`, `attempt-over`, `environment-not-ready`. */
export async function environmentWithPrompt(
  ctx: Pick<TerminalContext, 'db'>,
  actor: Actor,
  attemptId: string,
  words: NoPromptWords,
): Promise<EnvironmentRow> {
  const row = await findOwnAttempt(ctx.db, attemptId, actor.personId);
  if (!row) throw notFound('attempt');
  requireActive(row);
  const environment =
    row.environmentId === null ? undefined : await findEnvironment(ctx.db, row.environmentId);
  if (environment?.promptOpen) return environment;
  throw new ProblemError('environment-not-ready', words.title, {
    detail: words.detail,
    remedy: environment?.state === 'paused' ? words.whenPaused : words.otherwise,
  });
}

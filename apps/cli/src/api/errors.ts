import type { Problem } from '@springboard/contracts/problems.ts';

/**
 * How a command ends: 0 it is done, 1 it was refused or failed, 2 it was called wrongly, 3 the platform does not answer,
 * 4 not signed in or not allowed, 5 there is no such thing.
 */
export const exit = { done: 0, failed: 1, usage: 2, away: 3, forbidden: 4, notFound: 5 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** An error whose message is for the person: what happened, and below it what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: ExitCode;
  readonly remedy: string | undefined;
  constructor(code: ExitCode, message: string, remedy?: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** The API's problem document as an error of the command line. */
export function problemError(problem: Problem): CliError {
  const code =
    problem.status === 401 || problem.status === 403
      ? exit.forbidden
      : problem.status === 404
        ? exit.notFound
        : problem.status === 503
          ? exit.away
          : exit.failed;
  const fields = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join('');
  return new CliError(code, `${problem.title}. ${problem.detail}${fields}`, problem.remedy);
}

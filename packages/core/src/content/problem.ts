import { ContentConflict, ContentError } from '@springboard/content/errors.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';

/** What went wrong with the content repository, as a person reads it; anything else is handed back as it is. */
export function contentProblem(error: unknown): unknown {
  if (error instanceof ContentConflict)
    return new ProblemError('conflict', 'Somebody else changed it in the meantime', {
      detail: `Since you began, others changed ${error.paths.join(', ')}. Nothing was written, and nothing of yours is lost.`,
      remedy: 'Compare with what they wrote, take over what is yours, and publish again.',
      errors: error.paths.map((path) => ({ path, message: 'was changed by somebody else' })),
      cause: error,
    });
  if (!(error instanceof ContentError)) return error;
  const asked = error.trouble === 'bad-path' || error.trouble === 'no-commit';
  return new ProblemError(
    asked ? 'invalid-input' : 'content-unavailable',
    asked ? 'This cannot be published' : 'The content repository cannot be used',
    { detail: error.message, remedy: error.remedy, cause: error },
  );
}

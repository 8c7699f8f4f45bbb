import type { SubmissionVersion, WorkView } from '@springboard/contracts/submissions.ts';
import type { DraftRow, ReviewedSubmissionRow } from '@springboard/db/repositories/submissions.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';
import { compileSaid } from '../labs/prose.ts';
import type { ReviewedTask } from './work.ts';

/** What was handed in of a task, the newest version first, beside what is asked for. */
export function viewWork(
  task: ReviewedTask,
  params: Params,
  versions: readonly ReviewedSubmissionRow[],
): Omit<WorkView, 'draft'> {
  const fill = (text: string) => renderParams(text, params);
  return {
    template: task.kind === 'written' ? fill(task.template) : '',
    minWords: task.kind === 'written' ? task.minWords : 0,
    show: task.kind === 'recorded' ? task.show.map(fill) : [],
    node: task.kind === 'recorded' ? task.node : null,
    criteria: task.rubric.map(({ title, points, full, half, none }) => ({ title, points, full, half, none })),
    versions: versions.map(viewVersion),
  };
}

export function viewDraft(draft: DraftRow | undefined): WorkView['draft'] {
  return draft ? { text: draft.text, revision: draft.revision, savedAt: draft.savedAt.toISOString() } : null;
}

function viewVersion(row: ReviewedSubmissionRow): SubmissionVersion {
  const { version, text, handedInAt, state, marks, comment, points, reviewer, reviewedAt } = row;
  return {
    version,
    text,
    prose: compileSaid(text),
    handedInAt: handedInAt.toISOString(),
    state,
    review:
      marks === null || reviewedAt === null
        ? null
        : {
            marks,
            comment: comment ?? '',
            points: points ?? 0,
            reviewer: reviewer ?? 'somebody who left',
            at: reviewedAt.toISOString(),
          },
  };
}

import type { CommentView, SubmissionVersion, WorkView } from '@springboard/contracts/submissions.ts';
import {
  type CommentRow,
  type DraftRow,
  isSent,
  type ReviewedSubmissionRow,
} from '@springboard/db/repositories/submissions.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';
import { compileSaid } from '../labs/prose.ts';
import { readName } from '../recordings/files.ts';
import type { ReviewedTask } from './work.ts';

/** What was handed in of a task, the newest version first, beside what is asked for; as its writer sees it, or (`viewer`) one of its reviewers. */
export function viewWork(
  task: ReviewedTask,
  params: Params,
  versions: readonly ReviewedSubmissionRow[],
  viewer: string | null = null,
): Omit<WorkView, 'draft'> {
  const fill = (text: string) => renderParams(text, params);
  return {
    template: task.kind === 'written' ? fill(task.template) : '',
    minWords: task.kind === 'written' ? task.minWords : 0,
    show: task.kind === 'recorded' ? task.show.map(fill) : [],
    node: task.kind === 'recorded' ? task.node : null,
    criteria: task.rubric.map(({ title, points, full, half, none }) => ({ title, points, full, half, none })),
    versions: versions.map((row) => viewVersion(row, viewer)),
  };
}

export function viewDraft(draft: DraftRow | undefined): WorkView['draft'] {
  return draft ? { text: draft.text, revision: draft.revision, savedAt: draft.savedAt.toISOString() } : null;
}

function viewVersion(row: ReviewedSubmissionRow, viewer: string | null): SubmissionVersion {
  const { version, text, handedInAt, state, reviewers } = row;
  return {
    version,
    text,
    prose: compileSaid(text),
    handedInAt: handedInAt.toISOString(),
    state,
    reviewers,
    reviews: row.reviews.map(({ reviewer, peer, decision, marks, comment, points, at }) => ({
      reviewer,
      peer,
      decision,
      marks,
      comment,
      points,
      at: at.toISOString(),
    })),
    points: state === 'reviewed' ? row.points : null,
    ...viewComments(row, viewer),
  };
}

/** Those that a person may see: that were sent, or are their own. */
function viewComments(
  row: ReviewedSubmissionRow,
  viewer: string | null,
): Pick<SubmissionVersion, 'comments' | 'moments'> {
  const seen = row.comments.filter((one) => one.authorId === viewer || isSent(row, one));
  const view = (one: CommentRow): CommentView => ({
    id: one.id,
    text: one.text,
    author: one.author,
    own: one.authorId === viewer,
    sent: isSent(row, one),
    at: one.at.toISOString(),
    settledAt: one.settledAt?.toISOString() ?? null,
  });
  return {
    comments: seen.flatMap((one) =>
      one.fromLine === null || one.toLine === null
        ? []
        : [{ ...view(one), fromLine: one.fromLine, toLine: one.toLine }],
    ),
    moments: seen.flatMap((one) => {
      const shell = one.recording === null ? undefined : readName(one.recording);
      if (one.recording === null || one.moment === null || shell === undefined) return [];
      const { node, number, startedAt } = shell;
      const recording = { name: one.recording, node, number, startedAt: startedAt.toISOString() };
      return [{ ...view(one), recording, moment: one.moment.toISOString() }];
    }),
  };
}

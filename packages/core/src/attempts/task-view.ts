import type { CheckView, QuestionView, TaskView } from '@springboard/contracts/attempts.ts';
import type { TaskCheckRow } from '@springboard/db/repositories/grading.ts';
import type { QuizAnswerRow } from '@springboard/db/repositories/quiz.ts';
import type { DraftRow, ReviewedSubmissionRow } from '@springboard/db/repositories/submissions.ts';
import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { Question, QuestionKey, TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';
import type { TaskScore } from '../grading/score.ts';
import { type CompiledLab, type CompiledTask, compileSaid } from '../labs/prose.ts';
import { viewDraft, viewWork } from '../submissions/view.ts';
import { isReviewed } from '../submissions/work.ts';
import type { AttemptProgress } from './progress.ts';

/** What an attempt's learner wrote for review, and what reviewers said of it. */
export interface WrittenWork {
  readonly drafts: readonly DraftRow[];
  /** The newest first. */
  readonly submissions: readonly ReviewedSubmissionRow[];
}

/** A task as its learner sees it. What is right in a quiz is in it once the question has been answered, and never before. */
export function viewTask(
  task: TaskDefinition,
  progress: AttemptProgress,
  {
    written,
    prose,
    params,
    status,
    score,
  }: {
    readonly written: WrittenWork;
    readonly prose: CompiledLab;
    readonly params: Params;
    readonly status: TaskView['status'];
    readonly score: TaskScore;
  },
): TaskView {
  const texts = prose.tasks.get(task.id);
  if (!texts) throw new Error(`Task ${task.id} has no text.`);
  const rows = progress.checks.filter((row) => row.taskId === task.id);
  const opened = progress.hints.filter((hint) => hint.taskId === task.id);
  return {
    id: task.id,
    kind: task.kind,
    title: task.title,
    points: task.points,
    status,
    body: texts.body,
    checks: task.checks.map((check) =>
      viewCheck(
        check,
        rows.find((row) => row.checkId === check.id),
      ),
    ),
    questions: task.kind === 'quiz' ? viewQuestions(task, progress.answers, texts, params) : [],
    work: isReviewed(task)
      ? {
          ...viewWork(
            task,
            params,
            written.submissions.filter(({ taskId }) => taskId === task.id),
          ),
          draft: viewDraft(written.drafts.find(({ taskId }) => taskId === task.id)),
        }
      : null,
    hints: task.hints.map((hint, index) => {
      const row = opened.find((one) => one.hintIndex === index);
      return {
        index,
        cost: row?.cost ?? hint.cost,
        computed: hint.script !== null,
        opened: row !== undefined,
        body: row ? (texts.hints[index] ?? null) : null,
        said: row?.said == null ? null : compileSaid(row.said),
      };
    }),
    runbook: task.runbook,
    score: score.score,
    scoring: score,
    // The button asks all of a task's checks at once: the most any of them was tried is how often it was pressed.
    tries: Math.max(0, ...rows.map((row) => row.tries)),
  };
}

function viewCheck(check: CheckDefinition, row: TaskCheckRow | undefined): CheckView {
  const passed = row?.passedAt != null;
  return {
    id: check.id,
    title: check.title,
    weight: check.weight,
    status: row?.running ? 'running' : passed ? 'pass' : (row?.latestVerdict ?? 'waiting'),
    passed,
    passedAt: row?.passedAt?.toISOString() ?? null,
    hold: check.hold,
    held: row?.held ?? null,
    message: row?.latestText ?? null,
    lastRunAt: row?.latestAt?.toISOString() ?? null,
  };
}

function viewQuestions(
  task: Extract<TaskDefinition, { kind: 'quiz' }>,
  answers: readonly QuizAnswerRow[],
  texts: CompiledTask,
  params: Params,
): QuestionView[] {
  return task.questions.map((question) => {
    const answer = answers.find((one) => one.taskId === task.id && one.questionId === question.id);
    const key = task.key[question.id];
    const prose = texts.questions.get(question.id);
    if (!key || !prose) throw new Error(`Question ${question.id} of ${task.id} has no key.`);
    const { id, kind, weight, unit } = question;
    const options = question.options.map((option) => renderParams(option, params));
    return {
      id,
      kind,
      weight,
      unit,
      options,
      body: prose.body,
      answer: answer
        ? {
            given: answer.given,
            right: answer.right,
            solution: solutionOf({ ...question, options }, key.right, params),
            explanation: prose.explanation,
          }
        : null,
    };
  });
}

function solutionOf(question: Question, right: QuestionKey['right'], params: Params): string[] {
  switch (right.kind) {
    case 'options':
      return right.indices.flatMap((index) => question.options[index] ?? []);
    case 'texts':
      return right.texts.map((text) => renderParams(text, params));
    case 'number':
      return [right.tolerance > 0 ? `${right.value} ± ${right.tolerance}` : String(right.value)];
  }
}

import type { CriterionMark } from '@springboard/contracts/submissions.ts';
import { pointsOf } from '@springboard/core/submissions/rubric.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { demoId } from '../dice.ts';
import { minute, timeOn, workdaysBefore } from '../office-time.ts';
import type { NotesCame } from '../story/story.ts';
import { mentor } from '../story/teams.ts';
import { notes, reviewWords } from '../texts/notes.ts';
import { noteAudit, pass, type Scene } from './scene.ts';

type WrittenTask = Extract<TaskDefinition, { kind: 'written' }>;

/** Writes the notes that a lab asks for, and hands the first version in. */
export function handInNotes(scene: Scene, task: WrittenTask, ms: number): void {
  pass(scene, ms);
  handIn(scene, task, 1);
}

/** What came of them in the days after: reviews, and versions that were asked for. Nothing of it is later than now. */
export function reviewNotes(scene: Scene, task: WrittenTask, came: NotesCame): void {
  for (const [index, state] of came.entries()) {
    const version = index + 1;
    if (version > 1) {
      nextMorning(scene);
      handIn(scene, task, version);
    }
    if (state === 'waiting') return;
    pass(scene, scene.dice.whole(35, 170) * minute);
    if (scene.at.getUTCHours() >= 18) nextMorning(scene);
    review(scene, task, version, state);
  }
}

function handIn(scene: Scene, task: WrittenTask, version: number): void {
  const { attemptId, history, params, at } = scene;
  const text = notes(params, version);
  history.submissions.push({
    attemptId,
    taskId: task.id,
    version,
    text,
    handedInAt: at,
    state: 'handed_in',
    points: null,
    reviewedAt: null,
    reviewers: 1,
    peers: task.review === 'peer',
    takenBy: null,
    takenAt: null,
  });
  noteAudit(scene, 'submission.hand-in', { kind: 'attempt', id: attemptId }, { taskId: task.id, version });
}

function review(scene: Scene, task: WrittenTask, version: number, state: 'returned' | 'reviewed'): void {
  const { attemptId, history, story, dice, at } = scene;
  const reviewerId = story.mentorId ?? mentor;
  const marks = task.rubric.map((_, index): CriterionMark => {
    if (state === 'returned')
      return {
        level: index === 0 ? 'half' : index === 2 ? 'none' : 'full',
        comment: reviewWords.marks[index] ?? '',
      };
    return { level: index === 2 && dice.chance(0.4) ? 'half' : 'full', comment: '' };
  });
  const points = pointsOf(task.rubric, marks);
  const index = history.submissions.findIndex(
    (row) => row.attemptId === attemptId && row.taskId === task.id && row.version === version,
  );
  const row = history.submissions[index];
  if (!row) throw new Error('only what was handed in is reviewed');
  const comment = reviewWords[state];
  const decision = state === 'reviewed' ? 'accept' : 'return';
  history.submissions[index] = { ...row, state, points, reviewedAt: at };
  history.reviews.push({
    attemptId,
    taskId: task.id,
    version,
    reviewerId,
    decision,
    marks,
    comment,
    points,
    at,
  });
  const reviewed = { attemptId, taskId: task.id, version };
  if (state === 'returned') commentOnLines(scene, reviewed, reviewerId);
  else settleComments(scene, reviewed, reviewerId);
  noteAudit(
    { ...scene, story: { ...story, id: reviewerId } },
    'submission.review',
    { kind: 'attempt', id: attemptId },
    {
      taskId: task.id,
      version,
      decision,
      points,
    },
  );
}

interface Version {
  readonly attemptId: string;
  readonly taskId: string;
  readonly version: number;
}

/** What the reviewer says of lines, some minutes before the review is sent. */
function commentOnLines({ history, at }: Scene, version: Version, authorId: string): void {
  for (const [index, words] of reviewWords.lines.entries())
    history.comments.push({
      id: demoId('comment', version.attemptId, version.taskId, version.version, index),
      ...version,
      authorId,
      ...words,
      at: new Date(at.getTime() - (reviewWords.lines.length - index) * 4 * minute),
    });
}

/** What was said of the version before was seen to in this one. */
function settleComments({ history, at }: Scene, { attemptId, taskId, version }: Version, by: string): void {
  for (const [index, comment] of history.comments.entries())
    if (comment.attemptId === attemptId && comment.taskId === taskId && comment.version < version)
      history.comments[index] = { ...comment, settledAt: at, settledBy: by };
}

function nextMorning(scene: Scene): void {
  let morning = timeOn(workdaysBefore(scene.at, 0), 9.2 + scene.dice.share());
  while (morning <= scene.at || morning.getUTCDay() === 0 || morning.getUTCDay() === 6)
    morning = new Date(morning.getTime() + 24 * 60 * minute);
  scene.at = morning;
}

import { maxScoreOf } from '@springboard/core/labs/definitions.ts';
import { isReviewed } from '@springboard/core/submissions/work.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { drawParams } from '@springboard/lab-format/params.ts';
import { Dice, demoId } from '../dice.ts';
import type { History } from '../history.ts';
import { hour, lastAtWork, minute, timeOn, workdaysBefore } from '../office-time.ts';
import type { Outcome, Story, Work } from '../story/story.ts';
import { invariantWords } from '../texts/invariants.ts';
import { type Course, lookAtHeld, troubledLook, workAtChecks } from './checked-task.ts';
import {
  beginEnvironment,
  endEnvironment,
  letExpire,
  makeFault,
  pauseFor,
  savePoint,
} from './environment.ts';
import { answerQuiz } from './quiz-task.ts';
import { noteAudit, pass, type Scene, type Setting } from './scene.ts';
import { scoreSoFar } from './score.ts';
import { handInNotes, reviewNotes } from './written-task.ts';

/** Share of a lab's points that its done tasks may come to, by how the attempt ends. */
const donePoints: Readonly<Partial<Record<Outcome, number>>> = { failed: 0.6, 'given-up': 0.25 };

/** How long ago something begun that is under way now, in minutes. */
const underWayFor = { running: 64, stuck: 96 } as const;

/** Makes up one attempt, from its start to where it is now. */
export function tellAttempt(
  setting: Setting,
  history: History,
  story: Story,
  work: Work,
  number: number,
): void {
  const lab = setting.labs.get(work.lab);
  if (!lab) throw new Error(`there is no lab ${work.lab} for the demo`);
  const dice = new Dice(story.id, work.lab, number);
  const attemptId = demoId('attempt', story.id, work.lab, number);
  const seed = demoId('seed', story.id, work.lab, number).replaceAll('-', '');
  const params = drawParams(lab.definition.params, seed);
  const startedAt = beginningOf(setting.now, work, dice);
  const scene: Scene = {
    ...{ setting, history, story, work, attemptId, lab, params, dice, number },
    environmentId: '',
    at: startedAt,
  };
  noteAudit(scene, 'attempt.start', { kind: 'attempt', id: attemptId }, { lab: work.lab, preview: false });
  beginEnvironment(scene, 1);
  const readyAt = scene.at;
  const current = workThrough(scene);
  const over = endsBy(scene);
  const finishedAt = over ? scene.at : null;
  history.attempts.push({
    id: attemptId,
    personId: story.id,
    slug: work.lab,
    labVersionId: lab.versionId,
    number,
    state: over ? 'finished' : 'active',
    seed,
    params: { ...params },
    environmentId: scene.environmentId,
    revision: 20 + dice.whole(0, 60),
    arrangedTasks: current ? [current] : [],
    lastActivityAt: scene.at,
    startedAt,
    readyAt,
    finishedAt,
    score: null,
    maxScore: maxScoreOf(lab.definition),
  });
  const written = lab.definition.tasks.find((task) => task.kind === 'written');
  if (over && written && work.notes) reviewNotes(scene, written, work.notes);
  if (over) keepScore(scene);
  const { score, maxScore } = history.attempts.at(-1) ?? {};
  if (finishedAt)
    noteAudit(
      { ...scene, at: finishedAt },
      'attempt.finish',
      { kind: 'attempt', id: attemptId },
      { score, maxScore },
    );
}

function beginningOf(now: Date, { ago, at, outcome }: Work, dice: Dice): Date {
  if (outcome === 'running' || outcome === 'stuck')
    return new Date(lastAtWork(now).getTime() - underWayFor[outcome] * minute);
  return new Date(
    timeOn(workdaysBefore(lastAtWork(now), ago), at ?? 9.5).getTime() + dice.whole(0, 59) * 1_000,
  );
}

/** Goes through the tasks as far as they come; answers the id of the one that they are at. */
function workThrough(scene: Scene): string | null {
  const { tasks, minutes } = scene.lab.definition;
  const pace = 1.5 - 0.8 * scene.story.skill + 0.3 * scene.dice.share();
  const wholeMs = minutes * minute * pace;
  const points = maxScoreOf(scene.lab.definition);
  const done = doneTasks(scene);
  const underWay = scene.work.outcome === 'running' || scene.work.outcome === 'stuck';
  for (const [index, task] of tasks.entries()) {
    if (index > done || (index === done && scene.work.outcome === 'given-up')) return task.id;
    if (task.arrange) makeFault(scene, task.id);
    const ms = underWay ? leftUntilNow(scene, done - index + 1) : wholeMs * (task.points / points);
    if (index === done) {
      workWithoutEnd(scene, task, ms);
      return task.id;
    }
    if (index === 1 && scene.work.expired) goOnTomorrow(scene);
    finishTask(scene, task, ms);
    if (index === 0 && !underWay && wholeMs > 40 * minute) pauseFor(scene, scene.dice.whole(11, 34) * minute);
    savePoint(scene, 'task', `After ${task.title}`, task.id);
  }
  return null;
}

/** What is under way comes to the task that it is at shortly before now. */
function leftUntilNow({ setting, at }: Scene, tasks: number): number {
  return Math.max(2 * minute, (lastAtWork(setting.now).getTime() - 40_000 - at.getTime()) / tasks);
}

/** How many tasks are done, from the first on. */
function doneTasks({ work, lab }: Scene): number {
  const { tasks } = lab.definition;
  if (work.tasks !== undefined) return work.tasks;
  const share = donePoints[work.outcome];
  if (share === undefined) return tasks.length;
  const most = share * maxScoreOf(lab.definition);
  let sum = 0;
  return tasks.findIndex(({ points }) => {
    sum += points;
    return sum > most;
  });
}

function finishTask(scene: Scene, task: TaskDefinition, ms: number): void {
  if (task.kind === 'quiz') answerQuiz(scene, task, ms);
  if (task.kind === 'written') handInNotes(scene, task, ms);
  if (task.kind !== 'checked') return;
  if (scene.work.trouble && task === scene.lab.definition.tasks[0]) {
    pass(scene, ms * 0.2);
    troubledLook(scene, task, scene.work.trouble);
  }
  workAtChecks(scene, task, 'pass', ms);
  if (scene.work.breach && task === scene.lab.definition.tasks[0]) breakInvariant(scene);
}

function workWithoutEnd(scene: Scene, task: TaskDefinition, ms: number): void {
  const courses: Readonly<Partial<Record<Outcome, Course>>> = {
    stuck: 'stuck',
    running: 'fail',
    failed: 'fail',
    left: 'fail',
  };
  const course = courses[scene.work.outcome];
  if (task.kind === 'checked' && course) workAtChecks(scene, task, course, ms);
  else pass(scene, ms / 2);
}

/** Four hours go by in which somebody else needed them, and they go on in another environment when there is time. */
function goOnTomorrow(scene: Scene): void {
  letExpire(scene);
  const morning = timeOn(workdaysBefore(scene.at, 0), 9.4 + scene.dice.share() / 2);
  scene.at = new Date(morning.getTime() + 24 * hour);
  while (scene.at.getUTCDay() === 0 || scene.at.getUTCDay() === 6) pass(scene, 24 * hour);
  noteAudit(scene, 'environment.reset', { kind: 'attempt', id: scene.attemptId }, {});
  beginEnvironment(scene, 2);
}

function breakInvariant(scene: Scene): void {
  const [invariant] = scene.lab.definition.invariants;
  if (!invariant) return;
  const { attemptId, environmentId, history, at, dice } = scene;
  const beganAt = new Date(at.getTime() - dice.whole(5, 9) * minute);
  history.breaches.push({
    attemptId,
    environmentId,
    invariantId: invariant.id,
    beganAt,
    endedAt: new Date(beganAt.getTime() + dice.whole(70, 150) * 1_000),
    learnerText:
      invariantWords[`${scene.work.lab} ${invariant.id}`] ?? `It did not hold: ${invariant.title}.`,
    authorText: null,
    evidence: { node: invariant.on, exitCode: 1, timedOut: false, stdout: '', stderr: '' },
  });
}

/** Ends it as its outcome says, or leaves it under way; answers whether it is over. */
function endsBy(scene: Scene): boolean {
  const { outcome } = scene.work;
  if (outcome === 'left') {
    const lastActivityAt = scene.at;
    letExpire(scene);
    scene.at = lastActivityAt;
    return false;
  }
  if (outcome === 'running' || outcome === 'stuck') {
    if (scene.setting.environments === 'ended') endEnvironment(scene, 'operator');
    return false;
  }
  pass(scene, scene.dice.whole(1, 4) * minute);
  for (const task of scene.lab.definition.tasks)
    if (!isReviewed(task) && task.kind === 'checked') lookAtHeld(scene, task);
  endEnvironment(scene, 'finished');
  return true;
}

function keepScore(scene: Scene): void {
  const { attempts } = scene.history;
  const row = attempts.at(-1);
  if (row) attempts[attempts.length - 1] = { ...row, score: scoreSoFar(scene) };
}

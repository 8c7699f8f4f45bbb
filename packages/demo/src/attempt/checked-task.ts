import type { CheckTrigger, Verdict } from '@springboard/contracts/attempts.ts';
import { brokenTexts } from '@springboard/grading/verdict.ts';
import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { CheckedTask } from '@springboard/lab-format/model/task.ts';
import { minute } from '../office-time.ts';
import { saidBy } from '../texts/said.ts';
import { noteAudit, pass, type Scene } from './scene.ts';

/** How somebody comes along with a task: its checks pass in the end, or do not, or do not though every hint is open. */
export type Course = 'pass' | 'fail' | 'stuck';

/** How much of the time between two looks a hint is opened after the first of them. */
const hintAfter = 0.2;

/** Works at a task for so long: looks that fail, a hint now and then, and the look at which it passes. */
export function workAtChecks(scene: Scene, task: CheckedTask, course: Course, ms: number): void {
  const { dice } = scene;
  const failing = failingLooks(scene, course);
  const begun = scene.at;
  const looks = failing + 1;
  const hintsAt = hintPlan(scene, task, course, failing);
  for (let look = 1; look <= looks; look += 1) {
    const share = look === looks ? 1 : (look - 0.3 + 0.6 * dice.share()) / looks;
    scene.at = new Date(Math.max(scene.at.getTime() + 4_000, begun.getTime() + share * ms));
    const last = look === looks;
    lookAtAll(scene, task, { course, last });
    const next = (ms / looks) * hintAfter;
    for (const index of hintsAt.get(look) ?? []) openHint(scene, task, index, next);
  }
}

/** Who is only on their way has not failed often yet. */
function failingLooks({ dice, story, work }: Scene, course: Course): number {
  if (course === 'stuck') return dice.whole(9, 11);
  if (work.outcome === 'running') return dice.whole(1, 2);
  return dice.whole(0, story.skill > 0.8 ? 2 : 4) + (course === 'fail' ? 2 : 0);
}

/** After which failing look which hints are opened. A hint that looks at the system is left closed: nobody knows what it would have said. */
function hintPlan(
  { dice, story }: Scene,
  task: CheckedTask,
  course: Course,
  failing: number,
): ReadonlyMap<number, readonly number[]> {
  const plain = task.hints.findIndex(({ script }) => script !== null);
  const open = plain === -1 ? task.hints.length : plain;
  if (course === 'stuck')
    return new Map(Array.from({ length: open }, (_, index) => [2 + index, [index]] as const));
  const wanted = failing < 2 ? 0 : failing < 4 ? 1 : 2;
  const shy = dice.chance(story.skill * 0.5);
  const count = Math.min(open, shy ? Math.max(0, wanted - 1) : wanted);
  return new Map(Array.from({ length: count }, (_, index) => [2 + index, [index]] as const));
}

function openHint(scene: Scene, task: CheckedTask, index: number, after: number): void {
  const hint = task.hints[index];
  if (!hint) return;
  pass(scene, after);
  const { attemptId, at } = scene;
  scene.history.hints.push({ attemptId, taskId: task.id, hintIndex: index, cost: hint.cost, said: null, at });
  noteAudit(
    scene,
    'hint.open',
    { kind: 'attempt', id: attemptId },
    { taskId: task.id, index, cost: hint.cost },
  );
}

/** One look at all checks of the task that have not passed. All but the first check, which is mostly what the task is about, may pass before the last look, unless the lab is to be failed. */
function lookAtAll(
  scene: Scene,
  task: CheckedTask,
  { course, last }: { course: Course; last: boolean },
): void {
  const { dice, work } = scene;
  const trigger: CheckTrigger = dice.chance(0.2) ? 'asked' : 'activity';
  const open = task.checks.filter(({ id }) => stateOf(scene, task, id)?.passedAt == null);
  for (const check of open) {
    const sooner = check !== task.checks[0] && work.outcome !== 'failed' && dice.chance(0.25);
    const passes = (last && course === 'pass') || sooner;
    runCheck(scene, task, check, { trigger, verdict: passes ? 'pass' : 'not_yet' });
  }
}

/** One run of a check, and what its row says then. */
export function runCheck(
  scene: Scene,
  task: CheckedTask,
  check: CheckDefinition,
  { trigger, verdict, text }: { trigger: CheckTrigger; verdict: Verdict; text?: string },
): void {
  const { attemptId, environmentId, history, lab, params, dice } = scene;
  const durationMs = dice.whole(180, 900);
  const learnerText =
    text ?? (verdict === 'not_yet' ? saidBy(lab.definition.slug, task.id, check, params) : null);
  const startedAt = scene.at;
  history.checkRuns.push({
    attemptId,
    environmentId,
    taskId: task.id,
    checkId: check.id,
    trigger,
    verdict,
    learnerText,
    authorText: verdict === 'check_broken' || verdict === 'environment_broken' ? (text ?? null) : null,
    evidence: {
      node: check.on,
      exitCode: verdict === 'pass' ? 0 : verdict === 'not_yet' ? 1 : 3,
      timedOut: false,
      stdout: learnerText === null ? '' : `${learnerText}\n`,
      stderr: '',
    },
    startedAt,
    durationMs,
  });
  pass(scene, durationMs);
  const before = stateOf(scene, task, check.id);
  const counts = verdict === 'pass' || verdict === 'not_yet';
  const row = {
    attemptId,
    taskId: task.id,
    checkId: check.id,
    passedAt: before?.passedAt ?? (verdict === 'pass' ? startedAt : null),
    latestVerdict: verdict,
    latestText: learnerText,
    latestAt: startedAt,
    tries: (before?.tries ?? 0) + (counts && verdict === 'not_yet' && trigger === 'asked' ? 1 : 0),
    running: false,
    held: before?.held ?? null,
  };
  if (before) history.taskChecks[history.taskChecks.indexOf(before)] = row;
  else history.taskChecks.push(row);
}

/** At *finish* checks with `hold` are looked at once more; in this history they hold. */
export function lookAtHeld(scene: Scene, task: CheckedTask): void {
  for (const check of task.checks.filter(({ hold }) => hold)) {
    if (stateOf(scene, task, check.id)?.passedAt == null) continue;
    runCheck(scene, task, check, { trigger: 'finish', verdict: 'pass' });
    const row = stateOf(scene, task, check.id);
    if (row) scene.history.taskChecks[scene.history.taskChecks.indexOf(row)] = { ...row, held: true };
  }
}

/** Looks that went wrong at nobody's doing, a minute apart, the last of which is followed by good ones. */
export function troubledLook(
  scene: Scene,
  task: CheckedTask,
  verdict: 'environment_broken' | 'check_broken',
): void {
  const [check] = task.checks;
  if (!check) return;
  const text = verdict === 'environment_broken' ? brokenTexts.environment : brokenTexts.check;
  runCheck(scene, task, check, { trigger: 'activity', verdict, text });
  pass(scene, minute);
}

function stateOf({ history, attemptId }: Scene, task: CheckedTask, checkId: string) {
  return history.taskChecks.find(
    (row) => row.attemptId === attemptId && row.taskId === task.id && row.checkId === checkId,
  );
}

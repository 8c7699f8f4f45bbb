import type { EnvironmentState, Stage } from '@springboard/contracts/environments.ts';
import { courses } from '@springboard/contracts/environments.ts';
import { faultMade } from '@springboard/core/environments/faults.ts';
import type { EdgeReason } from '@springboard/core/environments/machine.ts';
import { demoId } from '../dice.ts';
import { hour, minute } from '../office-time.ts';
import { pass, type Scene } from './scene.ts';

/** What stands in the generation of the demo's environments: no image was ever made for them. */
export const demoGeneration = 'demo';
/** How long an environment lives that nobody extends. */
const lifeMs = 4 * hour;
const system = 'system';

/** How long the stages of a topology take on two cores, in seconds: about what was measured. */
const stageSeconds: Readonly<Record<string, Partial<Record<Stage, number>>>> = {
  'linux-single': { network: 0.5, nodes: 1.2, boot: 2.8, healthy: 0.4, setup: 0.8 },
  'ceph-single': { network: 0.5, nodes: 1.4, boot: 3.4, healthy: 9, setup: 1.5 },
  'ceph-cluster': { network: 0.8, nodes: 4.5, boot: 9, healthy: 28, setup: 3.2 },
  'network-lab': { network: 1.1, nodes: 4.2, boot: 5.5, healthy: 0.9, setup: 1.4 },
  'openstack-single': { network: 0.9, nodes: 3.5, boot: 11, healthy: 47, setup: 6 },
  'openstack-ceph': { network: 0.9, nodes: 5.1, boot: 14, healthy: 71, setup: 8 },
};

/** Asks for an environment and sees it become ready. */
export function beginEnvironment(scene: Scene, count: number): void {
  const { history, lab, attemptId, setting } = scene;
  const id = demoId('environment', attemptId, count);
  scene.environmentId = id;
  const { environment: topology } = lab.definition;
  history.environments.push({
    id,
    topology,
    state: 'queued',
    spec: { topology: setting.topologies.get(topology) ?? null, images: {} },
    publicKey: '',
    sealedPrivateKey: '',
    generation: demoGeneration,
    course: 'cold',
    createdAt: scene.at,
    claimedAt: scene.at,
  });
  history.environmentsOfAttempts.push({ attemptId, environmentId: id, since: scene.at });
  edge(scene, null, 'queued', count === 1 ? 'started' : 'reset', scene.story.id);
  for (const stage of courses.cold) {
    stageEvent(scene, stage, 'started');
    const usual = stage === 'queue' ? 0.2 : (stageSeconds[topology]?.[stage] ?? 1);
    pass(scene, usual * 1000 * (0.8 + 0.7 * scene.dice.share()));
    if (stage === 'queue') edge(scene, 'queued', 'provisioning', 'admitted', system);
    if (stage === 'healthy') edge(scene, 'provisioning', 'claimed', 'claimed', scene.story.id);
    stageEvent(scene, stage, 'finished');
  }
  edge(scene, 'claimed', 'ready', 'provisioned', system);
  change(scene, { promptOpen: true, readyAt: scene.at, expiresAt: new Date(scene.at.getTime() + lifeMs) });
  savePoint(scene, 'start', 'Start', null);
}

/** Lunch, or a meeting: the environment is paused meanwhile, since nobody types. */
export function pauseFor(scene: Scene, ms: number): void {
  edge(scene, 'ready', 'paused', 'asked', scene.story.id);
  pass(scene, ms);
  stageEvent(scene, 'thaw', 'started');
  pass(scene, 400);
  stageEvent(scene, 'thaw', 'finished');
  stageEvent(scene, 'healthy', 'started');
  pass(scene, 900);
  stageEvent(scene, 'healthy', 'finished');
  edge(scene, 'paused', 'ready', 'resumed', scene.story.id);
}

/** The fault of a task is made. */
export function makeFault(scene: Scene, taskId: string): void {
  scene.history.environmentEvents.push({
    environmentId: scene.environmentId,
    at: scene.at,
    kind: 'stage',
    reason: faultMade,
    message: taskId,
    actor: system,
  });
}

/** A point that one can come back to; of an environment that is gone it is gone, too. */
export function savePoint(scene: Scene, kind: 'start' | 'task', title: string, taskId: string | null): void {
  const { history, environmentId, at, dice } = scene;
  history.savePoints.push({
    id: demoId('save point', environmentId, title),
    environmentId,
    kind,
    title,
    taskId,
    state: 'kept',
    actor: system,
    createdAt: new Date(at.getTime() + dice.whole(300, 900)),
  });
}

const problems = {
  finished: null,
  reset: null,
  expired: {
    title: 'The time of this environment is over',
    detail:
      'It was taken down. Everything you have passed is kept, and the attempt is still yours to go on with.',
    remedy: 'Reset gives you a fresh environment, with its whole time before it.',
  },
  operator: {
    title: 'This environment never was',
    detail:
      'It belongs to the invented history of the demo team. What was passed in it is kept, and the attempt goes on.',
    remedy: 'Reset gives you a real one.',
  },
} as const;

/** Takes the environment down, and what hangs on it. */
export function endEnvironment(scene: Scene, reason: keyof typeof problems): void {
  const actor = reason === 'finished' || reason === 'reset' ? scene.story.id : system;
  edge(scene, 'ready', 'destroying', reason, actor);
  const gone = new Date(scene.at.getTime() + scene.dice.whole(900, 4_000));
  const before = scene.at;
  scene.at = gone;
  edge(scene, 'destroying', 'destroyed', 'removed', system);
  scene.at = before;
  change(scene, { promptOpen: false, endedAt: gone, problem: problems[reason] });
  for (const [index, point] of scene.history.savePoints.entries())
    if (point.environmentId === scene.environmentId)
      scene.history.savePoints[index] = { ...point, state: 'deleted' };
}

/** The last minutes of an environment's life, of which nobody saw anything. */
export function letExpire(scene: Scene): void {
  const { expiresAt } = rowOf(scene);
  if (expiresAt && expiresAt > scene.at) scene.at = new Date(expiresAt.getTime() + minute / 2);
  endEnvironment(scene, 'expired');
}

function edge(
  scene: Scene,
  fromState: EnvironmentState | null,
  toState: EnvironmentState,
  reason: EdgeReason,
  actor: string,
): void {
  const { history, environmentId, at } = scene;
  const since = history.environmentEvents.findLast(
    (event) => event.environmentId === environmentId && event.kind === 'state',
  );
  const durationMs = since ? at.getTime() - since.at.getTime() : null;
  history.environmentEvents.push({
    environmentId,
    at,
    kind: 'state',
    fromState,
    toState,
    reason,
    actor,
    durationMs,
  });
  change(scene, { state: toState });
}

function stageEvent(scene: Scene, stage: Stage, stageStatus: 'started' | 'finished'): void {
  const { history, environmentId, at } = scene;
  const since = history.environmentEvents.findLast(
    (event) => event.environmentId === environmentId && event.stage === stage,
  );
  const durationMs = stageStatus === 'finished' && since ? at.getTime() - since.at.getTime() : null;
  history.environmentEvents.push({
    environmentId,
    at,
    kind: 'stage',
    stage,
    stageStatus,
    actor: system,
    durationMs,
  });
}

type Row = Scene['history']['environments'][number];

function rowOf({ history, environmentId }: Scene): Row {
  const row = history.environments.find(({ id }) => id === environmentId);
  if (!row) throw new Error(`the environment ${environmentId} was never begun`);
  return row;
}

function change(scene: Scene, set: Partial<Row>): void {
  const { environments } = scene.history;
  const index = environments.indexOf(rowOf(scene));
  environments[index] = { ...rowOf(scene), ...set };
}

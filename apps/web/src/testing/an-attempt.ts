import type { AttemptView, CheckView, HintView, TaskView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView, SavePointView } from '@springboard/contracts/environments.ts';
import type { Prose } from '@springboard/contracts/labs.ts';

/** For tests: prose of one paragraph. */
export function prose(text: string): Prose {
  return {
    type: 'root',
    children: [{ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value: text }] }],
  };
}

/** For tests: a check that never ran. */
export function aCheck(over: Partial<CheckView> = {}): CheckView {
  return {
    id: 'pool-exists',
    title: 'The pool exists',
    weight: 1,
    status: 'waiting',
    passed: false,
    passedAt: null,
    hold: false,
    held: null,
    message: null,
    lastRunAt: null,
    ...over,
  };
}

/** For tests: a closed hint. */
export function aHint(over: Partial<HintView> = {}): HintView {
  return { index: 0, cost: 5, computed: false, opened: false, body: null, said: null, ...over };
}

/** For tests: a current task with one check and one closed hint. */
export function aTask(over: Partial<TaskView> = {}): TaskView {
  return {
    id: 'create-pool',
    kind: 'checked',
    title: 'Create a pool',
    points: 20,
    status: 'current',
    body: prose('Create it.'),
    checks: [aCheck()],
    questions: [],
    work: null,
    hints: [aHint()],
    runbook: null,
    score: 0,
    scoring: { share: 0, won: 0, hints: 0, score: 0 },
    tries: 0,
    ...over,
  };
}

/** For tests: a ready environment of one node. */
export function anEnvironment(over: Partial<EnvironmentView> = {}): EnvironmentView {
  return {
    id: '6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a11',
    topology: 'ceph-single',
    state: 'ready',
    course: 'cold',
    promptOpen: true,
    stages: [],
    nodes: [{ name: 'ceph1', title: 'ceph1', address: '10.77.0.11', terminal: true }],
    webUis: [],
    queue: null,
    savePoints: [],
    createdAt: '2026-01-05T09:00:00.000Z',
    expiresAt: '2026-01-05T13:00:00.000Z',
    canExtend: true,
    pause: null,
    problem: null,
    ...over,
  };
}

/** For tests: the save point made when a lab began. */
export function aSavePoint(over: Partial<SavePointView> = {}): SavePointView {
  return {
    id: crypto.randomUUID(),
    kind: 'start',
    title: 'Start of the lab',
    taskId: null,
    createdAt: '2026-01-05T09:00:12.000Z',
    ...over,
  };
}

/** For tests: an active attempt of one task in a ready environment. */
export function anAttempt(over: Partial<AttemptView> = {}): AttemptView {
  return {
    id: '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001',
    revision: 1,
    number: 1,
    lab: { slug: 'ceph/first-cluster', title: 'A Ceph cluster of your own', minutes: 45 },
    preview: false,
    state: 'active',
    intro: prose('Welcome.'),
    outro: null,
    tasks: [aTask()],
    invariants: [],
    environment: anEnvironment(),
    follows: [],
    help: [],
    class: null,
    score: 0,
    maxScore: 20,
    startedAt: '2026-01-05T09:00:00.000Z',
    readyAt: '2026-01-05T09:00:12.000Z',
    finishedAt: null,
    ...over,
  };
}

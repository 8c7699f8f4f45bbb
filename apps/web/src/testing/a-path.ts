import type { PathItemView, PathView } from '@springboard/contracts/paths.ts';

/** For tests: a lab of a path that can be begun. */
export function aPathItem(over: Partial<PathItemView> = {}): PathItemView {
  return {
    id: 'linux/first-steps',
    kind: 'lab',
    title: 'First steps on a Linux host',
    optional: false,
    status: 'open',
    turn: 'today',
    late: false,
    dueOn: null,
    moved: null,
    waitsFor: [],
    doneAt: null,
    lab: { slug: 'linux/first-steps', minutes: 15, level: 'beginner', pass: 70, secondReviewer: false },
    teach: null,
    url: null,
    attempts: 0,
    activeAttemptId: null,
    best: null,
    ...over,
  };
}

/** For tests: somebody's path of these items. */
export function aPath(items: readonly PathItemView[], over: Partial<PathView> = {}): PathView {
  const counted = items.filter((item) => !item.optional);
  return {
    assignmentId: 'c0a8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a',
    id: 'new-infrastructure-engineer',
    title: 'New infrastructure engineer',
    summary: 'From the first day to a cluster that you keep running.',
    owner: 'Infrastructure',
    startsOn: '2026-11-02',
    assignedBy: 'Grace Mentor',
    team: null,
    waitsFor: [],
    progress: {
      done: counted.filter(({ status }) => status === 'done').length,
      total: counted.length,
      late: items.filter(({ late }) => late).length,
      dueOn: '2027-01-31',
      forecastOn: null,
      outlook: { kind: 'unknown', why: 'too-early' },
      finishedAt: null,
    },
    items: [...items],
    skills: [],
    readiness: [],
    ...over,
  };
}

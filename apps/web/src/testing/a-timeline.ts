import type { TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';

export const timelineStart = Date.parse('2026-01-05T09:00:00.000Z');
const minute = 60_000;
const hour = 60 * minute;
const environmentId = '6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a11';

/** For tests: a time of the attempt, in minutes from its beginning. */
export const after = (minutes: number): string => new Date(timelineStart + minutes * minute).toISOString();

const moment = (id: string, minutes: number) => ({
  id: `${id}-${minutes}`,
  at: after(minutes),
  until: null,
  goesOn: false,
});
const span = (id: string, from: number, until: number) => ({ ...moment(id, from), until: after(until) });

/** For tests: a run of a check, in minutes from the beginning. */
export function aRun(minutes: number, over: Partial<Extract<TimelineItem, { kind: 'check' }>> = {}) {
  return {
    ...span('run', minutes, minutes + 0.05),
    kind: 'check' as const,
    taskId: 'create-pool',
    checkId: 'pool-exists',
    verdict: 'not_yet' as const,
    trigger: 'activity' as const,
    text: 'There is no pool named p-tulip.',
    count: 1,
    runId: Math.round(minutes * 1000),
    environmentId,
    ...over,
  };
}

/** For tests: a recorded terminal, in minutes from the beginning. */
export function aTerminal(from: number, until: number, number = 1): TimelineItem {
  const name = `ceph1.${number}.${timelineStart + from * minute}.${environmentId}.cast`;
  return {
    ...span(`terminal-${number}`, from, until),
    kind: 'terminal',
    name,
    node: 'ceph1',
    number,
    environmentId,
  };
}

/** For tests: an hour at a lab of two tasks, with a pause, help, a fault and a check that fails at minute 12. */
export function aTimeline(over: Partial<TimelineView> = {}): TimelineView {
  const items: TimelineItem[] = [
    { ...moment('started', 0), kind: 'attempt', what: 'started' },
    { ...span('stage', 0.02, 0.3), kind: 'stage', stage: 'nodes', failed: false, message: null },
    { ...span('stage', 0.3, 0.9), kind: 'stage', stage: 'boot', failed: false, message: null },
    { ...moment('ready', 1), kind: 'state', state: 'ready', reason: 'provisioned' },
    { ...moment('save', 1.1), kind: 'save-point', title: 'Start of the lab', by: 'start', failed: false },
    aTerminal(1.2, 50),
    aRun(5),
    aRun(12, { trigger: 'asked', text: 'The pool has size 2.' }),
    { ...moment('hint', 14), kind: 'hint', taskId: 'create-pool', number: 1, cost: 2 },
    { ...span('paused', 20, 40), kind: 'state', state: 'paused', reason: 'asked' },
    aRun(44, { verdict: 'pass', text: null }),
    { ...moment('passed', 44.1), kind: 'passed', taskId: 'create-pool' },
    { ...moment('fault', 45), kind: 'fault', taskId: 'mend' },
    aRun(47, { taskId: 'mend', checkId: 'healthy', verdict: 'environment_broken', text: 'No answer.' }),
    { ...span('breach', 48, 49), kind: 'breach', invariantId: 'io', text: 'Clients got errors.' },
    { ...moment('finished', 60), kind: 'attempt', what: 'finished' },
  ];
  return {
    attempt: {
      id: '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077',
      number: 1,
      lab: { slug: 'ceph/first-cluster', title: 'A Ceph cluster of your own' },
      person: 'Ada Sample',
      state: 'finished',
      startedAt: after(0),
      finishedAt: after(60),
    },
    tasks: [
      {
        id: 'create-pool',
        title: 'Create a pool',
        checks: [{ id: 'pool-exists', title: 'The pool exists' }],
      },
      { id: 'mend', title: 'Mend the cluster', checks: [{ id: 'healthy', title: 'The cluster is healthy' }] },
    ],
    invariants: [{ id: 'io', title: 'Clients are served' }],
    from: after(0),
    until: after(60),
    range: { from: after(0), until: after(60) },
    resolutionMs: null,
    pausedMs: 20 * minute,
    items,
    evidence: false,
    ...over,
  };
}

/** For tests and for looks: three weeks at one attempt, most of them paused, as the server puts it together. */
export function weeksOfTimeline(): TimelineView {
  const items: TimelineItem[] = [{ ...moment('started', 0), kind: 'attempt', what: 'started' }];
  const day = 24 * 60;
  for (let n = 0; n < 21; n++) {
    const begin = n * day + (n % 3) * 40;
    if (n % 7 > 4) continue;
    items.push({
      ...span('stage', begin + 0.1, begin + 1.5),
      kind: 'stage',
      stage: 'boot',
      failed: false,
      message: null,
    });
    items.push({ ...moment('ready', begin + 2), kind: 'state', state: 'ready', reason: 'provisioned' });
    items.push(aTerminal(begin + 2, begin + 230, 1));
    if (n % 2 === 0) items.push(aTerminal(begin + 30, begin + 150, 2));
    for (let m = 5; m < 240; m += 7)
      items.push(
        aRun(begin + m, {
          taskId: n < 9 ? 'create-pool' : 'mend',
          checkId: n < 9 ? 'pool-exists' : 'healthy',
          verdict: m % 63 === 5 ? 'environment_broken' : m > 220 && n % 4 === 3 ? 'pass' : 'not_yet',
          count: 1 + (m % 5),
          text: `After ${m} minutes: waiting for ${m % 4} PGs`,
        }),
      );
    if (n % 3 === 1)
      items.push({
        ...moment('hint', begin + 60),
        kind: 'hint',
        taskId: 'create-pool',
        number: 1 + n,
        cost: 2,
      });
    items.push({
      ...moment('save', begin + 120),
      kind: 'save-point',
      title: `Day ${n + 1}`,
      by: 'manual',
      failed: n === 8,
    });
    items.push({
      ...span('paused', begin + 240, begin + day - 10),
      kind: 'state',
      state: 'paused',
      reason: 'idle',
    });
  }
  items.push({ ...moment('passed', 9 * day), kind: 'passed', taskId: 'create-pool' });
  items.push({
    ...moment('work', 12 * day),
    kind: 'work',
    taskId: 'mend',
    version: 1,
    what: 'handed_in',
    by: null,
    points: null,
  });
  items.push({
    ...moment('back', 13 * day),
    kind: 'work',
    taskId: 'mend',
    version: 1,
    what: 'returned',
    by: 'Mira Mentor',
    points: 4,
  });
  items.push({
    ...span('breach', 15 * day + 60, 15 * day + 300),
    kind: 'breach',
    invariantId: 'io',
    text: 'Clients got errors.',
  });
  const until = new Date(timelineStart + 21 * 24 * hour).toISOString();
  const base = aTimeline({
    until,
    range: { from: after(0), until },
    resolutionMs: 75 * minute,
    evidence: true,
  });
  return {
    ...base,
    attempt: { ...base.attempt, state: 'active', finishedAt: null, number: 3 },
    pausedMs: 14 * 20 * hour,
    items: items.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

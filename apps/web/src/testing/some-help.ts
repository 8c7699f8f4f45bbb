import type { HelpView } from '@springboard/contracts/help.ts';
import type { HelpDetail, HelpSummary } from '@springboard/contracts/help-queue.ts';
import { prose } from './an-attempt.ts';

/** For tests: a question as its learner sees it, waiting. */
export function aQuestion(over: Partial<HelpView> = {}): HelpView {
  return {
    id: '7d1c1c1e-3a55-4f3b-9a57-0d3a3a2f9b01',
    taskId: 'create-pool',
    state: 'waiting',
    question: 'The pool is there, but its PGs stay in “creating”. What do I miss?',
    askedAt: new Date(Date.now() - 4 * 60_000).toISOString(),
    place: 2,
    takenBy: null,
    answer: null,
    sent: { checks: 2, screen: { node: 'ceph1', number: 1, lines: 12 } },
    ...over,
  };
}

/** For tests: the same in the mentors' queue. */
export function aQueuedQuestion(over: Partial<HelpSummary> = {}): HelpSummary {
  const { id, state, question, askedAt } = aQuestion();
  return {
    id,
    state,
    question,
    askedAt,
    person: 'Lena Fischer',
    teams: ['Storage'],
    mine: true,
    attemptId: '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001',
    lab: { slug: 'ceph/first-cluster', title: 'A Ceph cluster of your own' },
    task: { id: 'create-pool', number: 3, title: 'Create a pool' },
    takenBy: null,
    ...over,
  };
}

const screen = [
  'root@ceph1:~# ceph osd pool create rbd 32',
  "pool 'rbd' created",
  'root@ceph1:~# ceph -s',
  '  cluster:',
  '    id:     6f1c1d5e-4ad2-4a55-a6a5-2e3c1c0a9f11',
  '    health: HEALTH_WARN',
  '            Reduced data availability: 32 pgs inactive',
  '  services:',
  '    mon: 1 daemons, quorum ceph1 (age 21m)',
  '    osd: 3 osds: 1 up (since 2m), 3 in (since 20m)',
  '  data:',
  '    pgs:     100.000% pgs not active',
  '             32 creating+peering',
  'root@ceph1:~#',
];

/** For tests: the same with what was kept with it. */
export function aQuestionDetail(over: Partial<HelpDetail> = {}): HelpDetail {
  const at = new Date(Date.now() - 5 * 60_000).toISOString();
  return {
    ...aQueuedQuestion(),
    body: prose('Create a pool of 32 placement groups, and wait until all of them are clean.'),
    context: {
      checks: [
        { id: 'exists', title: 'The pool exists', verdict: 'pass', passed: true, text: null, at },
        {
          id: 'clean',
          title: 'All placement groups are active and clean',
          verdict: 'not_yet',
          passed: false,
          text: '0 of 32 are clean; 2 OSDs are down.',
          at,
        },
      ],
      screen: { node: 'ceph1', number: 1, at, lines: screen },
      noScreen: null,
    },
    attemptActive: true,
    answer: null,
    kept: false,
    ...over,
  };
}

import type { ReadinessView } from '@springboard/contracts/readiness.ts';

/** For tests: two labs are missing, one of them since it expired, and one of two sign-offs is there. */
export function aReadiness(over: Partial<ReadinessView> = {}): ReadinessView {
  return {
    id: 'on-call',
    title: 'May take the pager',
    ready: false,
    since: null,
    until: null,
    labs: [
      {
        slug: 'linux/disk-full',
        title: 'No space left on device',
        pass: 80,
        state: 'missing',
        until: null,
        evidence: null,
      },
      {
        slug: 'ceph/full-cluster',
        title: 'A full cluster',
        pass: 80,
        state: 'expired',
        until: '2020-01-05',
        evidence: {
          attemptId: '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077',
          at: '2019-01-05T09:00:00.000Z',
          score: 28,
          maxScore: 30,
        },
      },
    ],
    signOffs: [
      {
        skillId: 'incident-notes',
        text: 'writes notes of an incident that others can work from',
        state: 'missing',
        until: null,
        signOff: null,
      },
      {
        skillId: 'ceph-full-recovery',
        text: 'brings a full cluster back without losing data',
        state: 'met',
        until: '2099-01-05',
        signOff: {
          id: 'a4b8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a',
          by: 'Grace Mentor',
          at: '2026-01-05T09:00:00.000Z',
          note: 'Did it alone at the drill.',
        },
      },
    ],
    ...over,
  };
}

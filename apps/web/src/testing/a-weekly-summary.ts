import type { TeamWeek, WeeklySummary } from '@springboard/contracts/weekly-summary.ts';

const ada = { id: 'ada-sample', name: 'Ada Sample' };
const lena = { id: 'lena', name: 'Lena Fischer' };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** For tests: a week of a team in which something of everything was. */
export function aTeamWeek(over: Partial<TeamWeek> = {}): TeamWeek {
  return {
    team: { id: 'c0a8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a', name: 'Storage' },
    people: 4,
    passed: [
      {
        person: lena,
        lab: { slug: 'linux/first-steps', title: 'First steps on a Linux host' },
        at: daysAgo(2),
      },
      { person: ada, lab: { slug: 'ceph/pool', title: 'A pool for backups' }, at: daysAgo(1) },
    ],
    stuck: [
      {
        person: ada,
        lab: { slug: 'ceph/full', title: 'A full cluster' },
        task: { id: 'find', title: 'Find what fills it' },
        attemptId: 'e0a8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a',
        rule: 'failing',
        since: daysAgo(1),
        failures: 7,
        lastActivityAt: daysAgo(0),
      },
    ],
    late: [{ person: lena, title: 'The network of a cloud', dueOn: daysAgo(9).slice(0, 10) }],
    reviews: { count: 3, oldestAt: daysAgo(4) },
    gained: [{ person: lena, title: 'May take the pager' }],
    expiring: [{ person: ada, title: 'May take the pager', until: daysAgo(-6).slice(0, 10) }],
    walkthroughs: {
      published: [
        {
          person: ada,
          title: 'A pool, and what I check first',
          lab: { slug: 'ceph/pool', title: 'A pool for backups' },
        },
      ],
      rated: [{ person: lena, title: 'How I look around', ratings: 2, stars: 4.5 }],
    },
    questions: { asked: 2, open: { count: 1, oldestAt: daysAgo(1) } },
    ...over,
  };
}

/** For tests: a week of these teams so far. */
export function aWeeklySummary(teams: readonly TeamWeek[], text: string | null): WeeklySummary {
  return { from: daysAgo(3), until: daysAgo(0), teams: [...teams], text };
}

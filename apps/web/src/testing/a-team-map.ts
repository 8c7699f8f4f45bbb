import type { StuckView, TeamMapCell, TeamMapRow, TeamMapView } from '@springboard/contracts/team-map.ts';

/** For tests: a lab that somebody has not begun. */
export function aCell(over: Partial<TeamMapCell> = {}): TeamMapCell {
  return {
    status: 'open',
    late: false,
    dueOn: null,
    best: null,
    minutes: 0,
    attempts: 0,
    attemptId: null,
    ...over,
  };
}

export const stuckAttempt = '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077';
const doneAttempt = '1c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077';

function aRow(name: string, cells: readonly TeamMapCell[], over: Partial<TeamMapRow> = {}): TeamMapRow {
  return {
    person: { id: name.toLowerCase().replace(' ', '-'), name },
    startsOn: '2026-01-01',
    progress: {
      done: cells.filter(({ status }) => status === 'done').length,
      total: cells.length,
      late: cells.filter(({ late }) => late).length,
      dueOn: '2026-02-01',
      forecastOn: '2026-02-10',
      outlook: { kind: 'late', days: 9 },
      finishedAt: null,
    },
    cells: [...cells],
    ...over,
  };
}

/** For tests: three people by two labs. */
export function aTeamMap(teamId: string): TeamMapView {
  const done = aCell({
    status: 'done',
    best: { score: 27, maxScore: 30 },
    minutes: 65,
    attempts: 1,
    attemptId: doneAttempt,
  });
  return {
    team: { id: teamId, name: 'Storage' },
    paths: [
      {
        id: 'new-infrastructure-engineer',
        title: 'New infrastructure engineer',
        labs: [
          { slug: 'linux/first-steps', title: 'First steps on a Linux host' },
          { slug: 'ceph/full-cluster', title: 'A full cluster' },
        ],
        rows: [
          aRow('Ada Sample', [
            done,
            aCell({ status: 'stuck', minutes: 80, attempts: 1, attemptId: stuckAttempt }),
          ]),
          aRow('Lena Learner', [done, aCell({ late: true, dueOn: '2026-01-20' })]),
          aRow('Mia Member', [aCell(), aCell()]),
        ],
      },
    ],
    without: [{ id: 'nora', name: 'Nora New' }],
  };
}

/** For tests: who is stuck in it. */
export const aStuck: StuckView = {
  person: { id: 'ada-sample', name: 'Ada Sample' },
  lab: { slug: 'ceph/full-cluster', title: 'A full cluster' },
  task: { id: 'find', title: 'Find what fills it' },
  attemptId: stuckAttempt,
  rule: 'failing',
  since: '2026-01-21T09:00:00.000Z',
  failures: 7,
  lastActivityAt: '2026-01-21T09:40:00.000Z',
};

/** For tests and for looks: a hundred people by sixty labs, all statuses mixed. */
export function aLargeTeamMap(teamId: string): TeamMapView {
  const statuses = [
    'done',
    'done',
    'done',
    'active',
    'open',
    'tried',
    'waiting',
    'done',
    'returned',
    'stuck',
  ] as const;
  const map = aTeamMap(teamId);
  const [path] = map.paths;
  if (!path) throw new Error('the map has no path');
  const labs = Array.from({ length: 60 }, (_, index) => ({
    slug: `group/lab-${index}`,
    title: `${path.labs[index % 2]?.title} ${index + 1}`,
  }));
  const rows = Array.from({ length: 100 }, (_, person) =>
    aRow(
      `Person Number ${person + 1}`,
      labs.map((_lab, index) => {
        const status =
          index > 30 + (person % 29) ? 'open' : (statuses[(person * 7 + index * 3) % 10] ?? 'open');
        const begun = status !== 'open';
        return aCell({
          status,
          late: status !== 'done' && (person + index) % 11 === 0,
          dueOn: '2026-01-20',
          best: begun && status !== 'active' ? { score: 10 + ((person + index) % 20), maxScore: 30 } : null,
          minutes: begun ? 10 + ((person * index) % 170) : 0,
          attempts: begun ? 1 : 0,
          attemptId: begun ? doneAttempt : null,
        });
      }),
    ),
  );
  return { ...map, paths: [{ ...path, labs, rows }], without: [] };
}

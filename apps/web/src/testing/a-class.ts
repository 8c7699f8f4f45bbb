import type { ClassAttempt, ClassMemberView, ClassView } from '@springboard/contracts/classes.ts';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** For tests: how an attempt of a class goes: at its second task of five. */
export function aClassAttempt(number: number, over: Partial<ClassAttempt> = {}): ClassAttempt {
  return {
    id: `0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a00${number}`,
    state: 'active',
    environment: { state: 'ready', queue: null },
    task: { number: 2, title: 'Create a pool' },
    tasksPassed: 1,
    taskCount: 5,
    failed: null,
    hints: 0,
    questions: 0,
    lastActivityAt: ago(1),
    ...over,
  };
}

const member = (id: string, name: string, attempt: ClassAttempt | null = null): ClassMemberView => ({
  person: { id, name },
  attempt,
  problem: null,
});

/** For tests: a class of five that begins in three hours, for whom there is no room for all. */
export function aPlannedClass(over: Partial<ClassView> = {}): ClassView {
  const begins = Date.now() + 3 * 3_600_000;
  return {
    id: '7a1c1c1e-3a55-4f3b-9a57-0d3a3a2f9c01',
    title: 'Ceph on Monday',
    lab: { slug: 'ceph/first-cluster', title: 'A Ceph cluster of your own' },
    state: 'planned',
    startsAt: new Date(begins).toISOString(),
    openedAt: null,
    endedAt: null,
    owner: { id: 'mira', name: 'Mira Brandt' },
    members: [
      member('lena', 'Lena Fischer'),
      member('arno', 'Arno Weiß'),
      member('ada', 'Ada Sample'),
      member('max', 'Max Oduya'),
      member('nora', 'Nora New'),
    ],
    messages: [],
    room: { needed: 5, ready: 1, making: 1, fitNow: 3, fitEmpty: 6, heldByTeam: 0 },
    warmsAt: new Date(begins - 15 * 60_000).toISOString(),
    ...over,
  };
}

/** For tests: the same, open, with everybody in another state. */
export function anOpenClass(over: Partial<ClassView> = {}): ClassView {
  const text = '0 of 32 are clean; 2 OSDs are down.';
  return aPlannedClass({
    state: 'open',
    openedAt: ago(40),
    members: [
      member(
        'lena',
        'Lena Fischer',
        aClassAttempt(1, {
          failed: { title: 'All placement groups are clean', text, at: ago(2) },
          hints: 2,
          questions: 1,
        }),
      ),
      member('arno', 'Arno Weiß', aClassAttempt(2, { task: null, tasksPassed: 5, lastActivityAt: ago(18) })),
      member(
        'ada',
        'Ada Sample',
        aClassAttempt(3, {
          environment: { state: 'queued', queue: { place: 1, of: 1, waitsFor: 'memory', startsAt: null } },
          task: { number: 1, title: 'Look around' },
          tasksPassed: 0,
        }),
      ),
      member('max', 'Max Oduya', aClassAttempt(4, { state: 'finished', environment: null })),
      { ...member('nora', 'Nora New'), problem: 'Two environments at once are the limit' },
    ],
    room: { needed: 1, ready: 0, making: 0, fitNow: 2, fitEmpty: 6, heldByTeam: 0 },
    ...over,
  });
}

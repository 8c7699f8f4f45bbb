import type { Actor } from '@springboard/contracts/actor.ts';
import { startAttempt } from '@springboard/core/attempts.ts';
import { wantFromPool } from '@springboard/core/classes/demand.ts';
import type { Context } from '@springboard/core/context.ts';
import { classes, classMember, classMessage } from '@springboard/db/schema/classes.ts';
import { demoId } from '@springboard/demo/dice.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const mentor = 'demo-mira';

export const liveClass = demoId('class', 'live');
export const plannedClass = demoId('class', 'planned');
const endedClass = demoId('class', 'ended');

/** A class that is live, one for tomorrow, and one of last week. */
export async function addClasses(ctx: Context): Promise<void> {
  const after = (ms: number) => new Date(ctx.clock().getTime() + ms);
  const openedAt = after(-104 * minute);
  const tomorrow = after(day - 30 * minute);
  const planned = { id: plannedClass, title: 'A full cluster, together', startsAt: tomorrow };
  const common = { ownerId: mentor, createdAt: after(-9 * day) };
  await ctx.db.insert(classes).values([
    {
      ...common,
      ...{ id: liveClass, title: 'Three hosts, November', slug: 'ceph/three-hosts' },
      ...{ state: 'open', startsAt: openedAt, openedAt },
    },
    { ...common, ...planned, slug: 'ceph/full-cluster', state: 'planned' },
    {
      ...common,
      ...{ id: endedClass, title: 'Cables and VLANs', slug: 'network/tagged-cable', state: 'ended' },
      ...{ startsAt: after(-7 * day), openedAt: after(-7 * day), endedAt: after(-7 * day + 90 * minute) },
    },
  ]);
  const tried = { classId: liveClass, triedAt: openedAt, problem: null };
  await ctx.db.insert(classMember).values([
    { ...tried, personId: 'demo-aiko' },
    { ...tried, personId: 'demo-david' },
    { ...tried, personId: 'demo-sam' },
    {
      ...tried,
      personId: 'demo-marta',
      problem: 'You have as many environments as you may. Finish one of them, then start this lab.',
    },
    ...['demo-lena', 'demo-jonas', 'demo-tomasz'].map((personId) => ({ classId: plannedClass, personId })),
    ...['demo-lena', 'demo-aiko'].map((personId) => ({ classId: endedClass, personId, triedAt: openedAt })),
  ]);
  await ctx.db.insert(classMessage).values([
    {
      ...{ id: demoId('message', 'break'), classId: liveClass, authorId: mentor },
      text: 'A break of ten minutes at four. Leave your cluster as it is.',
      sentAt: after(-6 * minute),
    },
    {
      ...{ id: demoId('message', 'hint'), classId: liveClass, authorId: mentor },
      text: 'Look at `ceph osd tree` before you change the rule.',
      sentAt: after(-48 * minute),
    },
  ]);
  await ctx.db.transaction((tx) => wantFromPool(ctx, tx, planned, { topology: 'ceph-cluster', people: 3 }));
  for (const personId of ['demo-david', 'demo-sam'])
    await startAttempt(ctx, learner(personId), { lab: 'ceph/three-hosts', classId: liveClass });
}

/** Somebody who does labs. */
export function learner(personId: string): Actor {
  return { personId, roles: ['learner'], scopes: null, via: 'session', ip: null };
}

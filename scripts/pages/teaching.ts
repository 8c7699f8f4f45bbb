import type { Context } from '@springboard/core/context.ts';
import { listRecordingFiles } from '@springboard/core/recordings/files.ts';
import { publishWalkthrough } from '@springboard/core/walkthroughs/publish.ts';
import { rateWalkthrough } from '@springboard/core/walkthroughs/rate.ts';
import { walkthrough } from '@springboard/db/schema/walkthroughs.ts';
import { demoId } from '@springboard/demo/dice.ts';
import { learner } from './classes.ts';

const slug = 'ceph/first-cluster';
const minute = 60_000;

export const published = demoId('walk-through', 'demo-aiko', slug);
export const draft = demoId('walk-through', 'demo-lena', slug);

const chapters = [
  {
    title: 'What is there',
    text: 'Before I touch anything I write down what the cluster says of itself. `ceph -s` is the **first line** of every incident.',
  },
  {
    title: 'A pool',
    text: 'Size and number of placement groups are two decisions. I make both at once, and look at what came of it.',
  },
  {
    title: 'Where an object is',
    text: '`ceph osd map` computes it; nothing is asked on any disk. That is why it also answers for an object that does not exist.',
  },
];

/** A walk-through that others rated, and one that its author is still at. */
export async function addWalkthroughs(ctx: Context): Promise<void> {
  await write(ctx, {
    id: published,
    personId: 'demo-aiko',
    title: 'From one OSD down to HEALTH_OK, without haste',
  });
  await publishWalkthrough(ctx, learner('demo-aiko'), published);
  const said = [
    ['demo-tomasz', 5, 'The chapter on where an object is made it clear to me at last.'],
    ['demo-jonas', 4, ''],
    ['demo-sam', 4, 'I would have liked to see the wrong turn, too.'],
  ] as const;
  for (const [personId, stars, text] of said)
    await rateWalkthrough(ctx, learner(personId), published, { stars, text });
  await write(ctx, { id: draft, personId: 'demo-lena', title: 'A first cluster, step by step' });
}

async function write(
  ctx: Context,
  { id, personId, title }: { readonly id: string; readonly personId: string; readonly title: string },
): Promise<void> {
  const attemptId = demoId('attempt', personId, slug, 1);
  const [file] = await listRecordingFiles(ctx.recordings, attemptId);
  if (!file) throw new Error(`nothing of ${personId} was recorded`);
  const { name: recording, startedAt, endedAt } = file;
  const at = (share: number) =>
    new Date(startedAt.getTime() + share * (endedAt.getTime() - startedAt.getTime())).toISOString();
  await ctx.db.insert(walkthrough).values({
    ...{ id, slug, personId, attemptId, savedAt: new Date(ctx.clock().getTime() - 4 * minute) },
    draft: {
      title,
      parts: [{ recording, from: at(0.01), until: at(0.95) }],
      chapters: chapters.map((one, index) => ({ recording, at: at(0.05 + index * 0.3), ...one })),
    },
  });
}

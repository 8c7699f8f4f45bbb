import { quantile } from '../../measure.ts';
import type { Contender } from '../contenders/contender.ts';
import { emptyBytes, fullBytes, manyGoal, memoryGoal } from '../goals.ts';
import { Crowd } from '../measures/crowd.ts';
import type { Mixed } from '../mixed-output.ts';
import type { Plan } from '../plan.ts';
import { type Found, rounded, say } from './stage.ts';

/**
 * Many terminals of one contender, which has to be fresh: memory of an idle one, CPU while all are idle and while some type;
 * `grow` goes on to the most terminals and to full screens.
 */
export async function crowdOf(
  contender: Contender,
  mixed: Mixed,
  plan: Plan,
  { grow }: { readonly grow: boolean },
): Promise<Found> {
  const { name } = contender;
  const { idleTerminals, typingTerminals, manyTerminals, fullTerminals, shareSeconds } = plan;
  const crowd = new Crowd(contender);
  // The first one loads what every later one uses.
  await crowd.growTo(1);
  const before = await crowd.use();
  say(`${idleTerminals} terminals of ${name}`);
  await crowd.growTo(idleTerminals + 1);
  const empty = ((await crowd.use()).bytes - before.bytes) / idleTerminals;
  const idleShare = await crowd.idleShare(shareSeconds);
  const typing = await crowd.type(typingTerminals, shareSeconds);
  const percent = (share: number) => rounded(100 * share);
  const figures = [
    { what: `${name}: its processes with one terminal`, value: rounded(before.bytes / 1e6), unit: 'MB' },
    { what: `${name}: memory of an idle terminal`, value: Math.round(empty / 1000), unit: 'kB' },
    { what: `${name}: CPU, ${idleTerminals} idle`, value: percent(idleShare), unit: '% of a core' },
    {
      what: `${name}: CPU, ${typingTerminals} of ${idleTerminals} typing`,
      value: percent(typing.share),
      unit: '% of a core',
    },
  ];
  const rows = [
    { what: `echo, ${typingTerminals} of ${idleTerminals} type: ${name}`, samplesMs: typing.echoesMs },
  ];
  if (!grow) {
    await crowd.leave();
    return { rows, figures };
  }
  say(`${manyTerminals} terminals of ${name}`);
  await crowd.growTo(manyTerminals);
  const many = await crowd.type(typingTerminals, shareSeconds);
  rows.push({ what: `echo, ${typingTerminals} of ${manyTerminals} type: ${name}`, samplesMs: many.echoesMs });
  const full = empty + (await crowd.fill(fullTerminals, mixed));
  await crowd.leave();
  figures.push({
    what: `${name}: memory of a terminal with a full scrollback`,
    value: Math.round(full / 1000),
    unit: 'kB',
  });
  return {
    rows,
    figures,
    goals: [
      manyGoal(manyTerminals, many.echoesMs),
      memoryGoal('empty screen', empty, emptyBytes),
      memoryGoal('full scrollback', full, fullBytes),
    ],
    notes: [`With ${manyTerminals} terminals: echo p99 ${rounded(quantile(many.echoesMs, 0.99))} ms.`],
  };
}

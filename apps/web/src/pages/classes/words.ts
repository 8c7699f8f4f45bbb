import type { ClassRoom, ClassState } from '@springboard/contracts/classes.ts';
import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { Tone } from '@springboard/ui/badge.tsx';

interface Look {
  readonly word: string;
  readonly tone: Tone;
}

export const classLooks: Readonly<Record<ClassState, Look>> = {
  planned: { word: 'Planned', tone: 'neutral' },
  open: { word: 'Open', tone: 'good' },
  ended: { word: 'Ended', tone: 'neutral' },
};

/** What an environment's state means to who holds the class. */
export const environmentLooks: Readonly<Record<EnvironmentState, Look>> = {
  queued: { word: 'Queued', tone: 'warn' },
  provisioning: { word: 'Starting', tone: 'accent' },
  pooled: { word: 'Starting', tone: 'accent' },
  claimed: { word: 'Starting', tone: 'accent' },
  ready: { word: 'Ready', tone: 'good' },
  paused: { word: 'Paused', tone: 'neutral' },
  saving: { word: 'Saving', tone: 'accent' },
  rewinding: { word: 'Rewinding', tone: 'accent' },
  destroying: { word: 'Ended', tone: 'neutral' },
  destroyed: { word: 'Ended', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'bad' },
  lost: { word: 'Lost', tone: 'bad' },
};

/** `1 person`, `12 people`. */
export const peopleWords = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

const environments = (count: number) => (count === 1 ? '1 environment' : `${count} environments`);

/** Whether all get an environment, said in numbers; null: everybody has one. */
export function roomWords(
  room: ClassRoom,
): { readonly tone: Tone; readonly title: string; readonly text: string } | null {
  const { needed, ready, making, fitNow, fitEmpty, heldByTeam } = room;
  if (needed === 0) return null;
  const wanted = needed - heldByTeam;
  const wait = needed - Math.min(wanted, fitNow);
  const pool = `${ready} ready in the pool${making > 0 ? `, ${making} being made` : ''}.`;
  if (wait === 0)
    return {
      tone: 'good',
      title: needed === 1 ? 'It fits on the host' : `All ${needed} fit on the host`,
      text: `Beside what runs now there is room for ${environments(fitNow)}. ${pool}`,
    };
  const reasons = [
    wanted > fitNow
      ? `There is room for ${environments(fitNow)} beside what runs now, ${fitEmpty} on an empty host.`
      : '',
    heldByTeam > 0 ? `The limit of environments per team holds ${heldByTeam} back.` : '',
  ];
  return {
    tone: 'warn',
    title: `${needed} needed, ${wait} will wait in the queue`,
    text: [...reasons, pool].filter((one) => one !== '').join(' '),
  };
}

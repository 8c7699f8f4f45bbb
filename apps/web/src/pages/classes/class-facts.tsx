import type { ClassView } from '@springboard/contracts/classes.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { Boxes } from 'lucide-react';
import type { ReactNode } from 'react';
import { dayAndTime } from '../../modules/classes/day-and-time.ts';
import { roomWords } from './words.ts';

/** When it begins, began or ended, and whether all of its people get an environment. */
export function ClassFacts({ of }: { readonly of: ClassView }) {
  const { state, startsAt, openedAt, endedAt, warmsAt, owner } = of;
  const time = (at: string) => dayAndTime(Date.parse(at), Date.now());
  const room = of.room === null ? null : roomWords(of.room);
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
        <Fact name={openedAt === null ? 'Begins' : 'Began'}>{time(openedAt ?? startsAt)}</Fact>
        {endedAt === null ? null : <Fact name="Ended">{time(endedAt)}</Fact>}
        {state !== 'planned' ? null : (
          <Fact name="Pool grows">
            {warmsAt === null ? 'no: an operator took that back' : `from ${when(warmsAt, startsAt)}`}
          </Fact>
        )}
        <Fact name="Planned by">{owner?.name ?? 'somebody who left'}</Fact>
      </dl>
      {room !== null && (state === 'planned' || room.tone === 'warn') ? (
        <Callout tone={room.tone} role="status" icon={<Boxes aria-hidden />} title={room.title}>
          {room.text}
        </Callout>
      ) : state === 'planned' && of.room === null ? (
        <Callout tone="warn" role="status" icon={<Boxes aria-hidden />} title="Nobody knows whether all fit">
          The engine does not say what the host has, or the lab cannot run here now. It is looked at again by
          itself.
        </Callout>
      ) : null}
    </div>
  );
}

/** The time alone on the day of the class itself. */
function when(at: string, startsAt: string): string {
  const [moment, start] = [Date.parse(at), Date.parse(startsAt)];
  const isSameDay = new Date(moment).toDateString() === new Date(start).toDateString();
  return isSameDay ? formatTimeOfDay(moment) : dayAndTime(moment, Date.now());
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

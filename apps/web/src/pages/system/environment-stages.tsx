import type { EnvironmentDetail } from '@springboard/contracts/fleet.ts';
import { Card } from '@springboard/ui/card.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { Circle, CircleAlert, CircleCheck } from 'lucide-react';
import { Section } from '../../components/section.tsx';

type StageRow = EnvironmentDetail['stages'][number];

const courseWords: Readonly<Record<EnvironmentDetail['course'], string>> = {
  cold: 'made from nothing',
  warm: 'taken from the pool',
  resume: 'after a pause',
  save: 'to a save point',
  rewind: 'back to a save point',
};

/** The stages of its present way to ready, with how long each took. */
export function EnvironmentStages({ row }: { readonly row: EnvironmentDetail }) {
  return (
    <Section title="Stages" note={courseWords[row.course]}>
      <Card>
        <ol className="flex flex-wrap gap-x-6 gap-y-3 px-4 py-3.5 text-sm max-sm:flex-col">
          {row.stages.map((stage) => (
            <li key={stage.stage} className="flex min-w-0 items-start gap-2">
              <span className="flex h-5 items-center">
                <StageIcon status={stage.status} />
              </span>
              <span className="min-w-0">
                <span className={cx('block', stage.status === 'waiting' && 'text-ink-3')}>
                  {stage.stage} <span className="sr-only">{stage.status}</span>
                  {stage.durationMs === null ? null : (
                    <span className="ml-1 text-xs text-ink-3">{formatDuration(stage.durationMs)}</span>
                  )}
                </span>
                {stage.message === null ? null : (
                  <span className="block max-w-80 text-xs text-ink-2">{stage.message}</span>
                )}
              </span>
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
}

function StageIcon({ status }: Pick<StageRow, 'status'>) {
  if (status === 'running') return <Spinner />;
  if (status === 'done') return <CircleCheck aria-hidden className="size-4 text-good-text" />;
  if (status === 'failed') return <CircleAlert aria-hidden className="size-4 text-bad-text" />;
  return <Circle aria-hidden className="size-4 text-ink-3" />;
}

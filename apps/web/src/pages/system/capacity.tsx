import type { FleetView, ResourceView } from '@springboard/contracts/fleet.ts';
import { Card } from '@springboard/ui/card.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Section } from '../../components/section.tsx';
import { formatBytes, formatCores } from './words.ts';

/** Memory, processor and disk of the host: used, planned, kept back, in all. */
export function Capacity({ fleet }: { readonly fleet: FleetView }) {
  const { capacity, provisioning } = fleet;
  return (
    <Section
      title="Capacity"
      note={`${provisioning.running} of ${provisioning.most} places for making or waking are taken`}
    >
      {capacity === null ? (
        <Card className="px-4 py-3 text-sm text-ink-2">
          The engine does not say what its host has; nothing new is handed out meanwhile.
        </Card>
      ) : (
        <Card className="grid divide-line max-md:divide-y md:grid-cols-3 md:divide-x">
          <Resource name="Memory" resource={capacity.memory} format={formatBytes} />
          <Resource name="Processor" resource={capacity.cpu} format={formatCores} />
          <Resource name="Storage pool" resource={capacity.disk} format={formatBytes} />
        </Card>
      )}
    </Section>
  );
}

interface ResourceProps {
  readonly name: string;
  readonly resource: ResourceView;
  readonly format: (value: number) => string;
}

function Resource({ name, resource, format }: ResourceProps) {
  const { total, planned, used, reserve } = resource;
  const share = (value: number) => `${total === 0 ? 0 : Math.min(100, Math.max(0, (value / total) * 100))}%`;
  const full = Math.max(planned, used ?? 0) >= total - reserve;
  return (
    <div className="min-w-0 px-4 py-3.5">
      <div className="flex items-baseline justify-between gap-2 text-sm">
        <h3 className="font-medium">{name}</h3>
        <span className="text-ink-3">{format(total)}</span>
      </div>
      <div
        role="img"
        aria-label={`${name}: ${used === null ? 'use unknown' : `${format(used)} used`}, ${format(planned)} planned, ${format(reserve)} kept back, of ${format(total)}`}
        className="relative mt-2.5 h-2.5 overflow-hidden rounded-full bg-line"
      >
        <span className="absolute inset-y-0 left-0 bg-accent-line" style={{ width: share(planned) }} />
        {reserve > 0 ? (
          <span
            className="absolute inset-y-0 right-0 border-l-2 border-surface bg-warn-line"
            style={{ width: share(reserve) }}
          />
        ) : null}
        <span
          className={cx('absolute inset-y-0 left-0', full ? 'bg-bad' : 'bg-accent')}
          style={{ width: share(used ?? 0) }}
        />
        {planned < (used ?? 0) ? (
          <span className="absolute inset-y-0 w-0.5 bg-accent-line" style={{ left: share(planned) }} />
        ) : null}
      </div>
      <dl className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <Part
          swatch={full ? 'bg-bad' : 'bg-accent'}
          name="Used"
          value={used === null ? 'unknown' : format(used)}
        />
        <Part swatch="bg-accent-line" name="Planned" value={format(planned)} />
        {reserve > 0 ? <Part swatch="bg-warn-line" name="Kept back" value={format(reserve)} /> : null}
      </dl>
    </div>
  );
}

function Part({
  swatch,
  name,
  value,
}: {
  readonly swatch: string;
  readonly name: string;
  readonly value: string;
}) {
  return (
    <div className="flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={cx('size-2 rounded-full', swatch)} />
      <dt className="text-ink-3">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

import type { SystemView } from '@springboard/contracts/system.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { fleetQuery, useFleetEvents } from '../../api/fleet.ts';
import { systemQuery } from '../../api/operations.ts';
import { meQuery } from '../../api/session.ts';
import { LiveNote } from '../../components/live-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { Alarms } from './alarms.tsx';
import { Capacity } from './capacity.tsx';
import { Demands } from './demands.tsx';
import { Environments } from './environments.tsx';
import { Images } from './images.tsx';
import { Maintenance } from './maintenance.tsx';
import { Pools } from './pools.tsx';
import { Queue } from './queue.tsx';

/** For operators: what is wrong, what room there is, who waits, every environment, the engine and its images. */
export function SystemPage() {
  const live = useFleetEvents();
  const fleet = useQuery(fleetQuery);
  const system = useQuery(systemQuery);
  const me = useQuery(meQuery);
  const mayChange = me.data?.permissions.includes('pool.manage') === true;
  const failed = [fleet, system].find((query) => query.isError && query.data === undefined);
  return (
    <>
      <PageHeader
        title="System"
        description="Capacity, pools, queue and environments of this installation."
        actions={<LiveNote state={live} />}
      />
      {fleet.data !== undefined && system.data !== undefined ? (
        <div className="flex flex-col gap-7">
          <Alarms alarms={fleet.data.alarms} />
          <Capacity fleet={fleet.data} />
          <Maintenance />
          <Queue queue={fleet.data.queue} />
          <Environments topologies={fleet.data.pools.map((pool) => pool.topology)} />
          <Pools pools={fleet.data.pools} mayChange={mayChange} />
          <Demands pools={fleet.data.pools} mayChange={mayChange} />
          <Images images={system.data.images} />
          <Installation system={system.data} />
        </div>
      ) : failed ? (
        <RequestError error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Loading label="Loading the system’s state" className="flex flex-col gap-7">
          <Skeleton className="h-32 w-full" />
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </>
  );
}

function Installation({ system }: { readonly system: SystemView }) {
  const { engine } = system;
  return (
    <Section title="Installation">
      <Card>
        <dl className="grid gap-x-6 gap-y-4 px-4 py-3.5 text-sm sm:grid-cols-2 lg:grid-cols-4">
          <Fact label="Engine">
            {engine.available ? (
              <Badge tone="good" icon={<CircleCheck aria-hidden className="size-3" />}>
                {engine.name} {engine.version}
              </Badge>
            ) : (
              <Badge tone="bad">{engine.name}, not available</Badge>
            )}
          </Fact>
          <Fact label="Runs">{engine.available ? engine.kinds.map(readableKind).join(', ') : '–'}</Fact>
          <Fact label="Springboard">
            {system.version}, started <RelativeTime at={system.startedAt} />
          </Fact>
          <Fact label="Installation">
            <span className="font-mono text-xs">{system.installation}</span>
          </Fact>
        </dl>
      </Card>
    </Section>
  );
}

function readableKind(kind: string): string {
  return kind === 'container' ? 'containers' : kind === 'virtual-machine' ? 'virtual machines' : kind;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-1 min-h-5">{children}</dd>
    </div>
  );
}

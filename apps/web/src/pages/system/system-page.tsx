import type { SystemView } from '@springboard/contracts/system.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { systemQuery } from '../../api/operations.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Images } from './images.tsx';

/** For operators: the engine, the images, and what runs here. Asked again every 5 s. */
export function SystemPage() {
  const system = useQuery(systemQuery);
  return (
    <>
      <PageHeader
        title="System"
        description="The engine that runs environments, its images, and this installation."
      />
      {system.data !== undefined ? (
        <System system={system.data} />
      ) : system.isError ? (
        <RequestError error={system.error} onRetry={() => void system.refetch()} />
      ) : (
        <Loading label="Loading the system’s state" className="flex flex-col gap-4">
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-48 w-full" />
        </Loading>
      )}
    </>
  );
}

function System({ system }: { readonly system: SystemView }) {
  const { engine } = system;
  return (
    <div className="flex flex-col gap-6">
      {engine.available ? null : (
        <Callout
          tone="bad"
          icon={<TriangleAlert aria-hidden />}
          title="The engine cannot be used: no lab can start"
        >
          <p>{engine.reason}</p>
          <p className="mt-1 text-ink">{engine.remedy}</p>
        </Callout>
      )}
      <Card>
        <dl className="grid gap-x-6 gap-y-4 p-5 text-sm sm:grid-cols-2 lg:grid-cols-4">
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
            {system.version}, up since <RelativeTime at={system.startedAt} />
          </Fact>
          <Fact label="Installation">
            <span className="font-mono text-xs">{system.installation}</span>
          </Fact>
        </dl>
      </Card>
      <Images images={system.images} />
    </div>
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

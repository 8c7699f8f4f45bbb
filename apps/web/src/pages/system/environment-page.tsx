import type { EnvironmentDetail } from '@springboard/contracts/fleet.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { environmentQuery, useFleetEvents } from '../../api/fleet.ts';
import { LiveNote } from '../../components/live-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { EnvironmentActions } from './environment-actions.tsx';
import { EnvironmentEvents } from './environment-events.tsx';
import { EnvironmentNodes } from './environment-nodes.tsx';
import { EnvironmentStages } from './environment-stages.tsx';
import { StateBadge } from './state-badge.tsx';
import { formatBytes, madeFor, shortId } from './words.ts';

/** All that is known of one environment, for operators, and what they may do to it. */
export function EnvironmentPage() {
  const { id } = useParams({ from: '/signed-in/shell/system/environments/$id' });
  const live = useFleetEvents();
  const environment = useQuery(environmentQuery(id));
  return (
    <>
      <Link
        to="/system"
        className="mb-3 -ml-1 inline-flex items-center gap-1 rounded-md pr-1 text-sm text-ink-2 hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
        System
      </Link>
      {environment.data !== undefined ? (
        <Detail row={environment.data} live={<LiveNote state={live} />} />
      ) : environment.isError ? (
        <RequestError error={environment.error} onRetry={() => void environment.refetch()} />
      ) : (
        <Loading label="Loading the environment" className="flex flex-col gap-6">
          <Skeleton className="h-12 w-80" />
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </>
  );
}

function Detail({ row, live }: { readonly row: EnvironmentDetail; readonly live: ReactNode }) {
  return (
    <>
      <PageHeader
        title={`${row.topology} ${shortId(row.id)}`}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge row={row} />
            {live}
          </span>
        }
        actions={<EnvironmentActions row={row} />}
      />
      <div className="flex flex-col gap-7">
        {row.problem === null ? null : (
          <Callout tone="bad" icon={<TriangleAlert aria-hidden />} title={row.problem}>
            <p>The log of the stage that failed is below, with the events.</p>
          </Callout>
        )}
        <Card>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 py-3.5 text-sm sm:grid-cols-3 lg:grid-cols-6">
            <Fact label="Owner">{row.owner?.name ?? madeFor[row.purpose] ?? '–'}</Fact>
            <Fact label="Lab">{row.lab ?? '–'}</Fact>
            <Fact label="Made">
              <RelativeTime at={row.createdAt} />
            </Fact>
            <Fact label={row.endedAt === null ? 'Ends' : 'Ended'}>
              <Moment at={row.endedAt ?? row.expiresAt} />
            </Fact>
            <Fact label="Uses now">
              {row.usage === null
                ? '–'
                : `${formatBytes(row.usage.memoryBytes)}, ${row.usage.processes} processes`}
            </Fact>
            <Fact label="On disk">{row.usage === null ? '–' : formatBytes(row.usage.diskBytes)}</Fact>
          </dl>
        </Card>
        <EnvironmentStages row={row} />
        <EnvironmentNodes nodes={row.nodes} />
        <EnvironmentEvents events={row.events} />
        <p className="font-mono text-xs break-all text-ink-3">{row.id}</p>
      </div>
    </>
  );
}

function Moment({ at }: { readonly at: string | null }) {
  return at === null ? '–' : <RelativeTime at={at} />;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-1 min-h-5 break-words">{children}</dd>
    </div>
  );
}

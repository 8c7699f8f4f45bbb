import type { TimelineView } from '@springboard/contracts/timeline.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { timelineQuery } from '../../api/timeline.ts';
import { useForeign } from '../../api/use-foreign.ts';
import { PageFailed } from '../../components/page-failed.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Timeline } from '../../modules/timeline/timeline.tsx';

/** Everything that happened in one attempt, on one time axis. */
export function TimelinePage() {
  const { id } = useParams({ from: '/signed-in/shell/attempts/$id/timeline' });
  const timeline = useQuery(timelineQuery(id));
  if (timeline.data !== undefined) return <Loaded key={id} view={timeline.data} />;
  if (!timeline.isError)
    return (
      <Loading label="Loading the timeline">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="mt-2 mb-5 h-5 w-96 max-w-full" />
        <Skeleton className="h-80 w-full" />
      </Loading>
    );
  return <PageFailed what="attempt" error={timeline.error} onRetry={() => void timeline.refetch()} />;
}

function Loaded({ view }: { readonly view: TimelineView }) {
  const { attempt, pausedMs } = view;
  const foreign = useForeign(attempt.id);
  const end = attempt.finishedAt ?? view.until;
  const took = formatDuration(Date.parse(end) - Date.parse(attempt.startedAt));
  return (
    <>
      <PageHeader
        title="Timeline"
        description={
          <>
            {foreign ? `${attempt.person}, in ` : 'In '}
            <Link to="/attempts/$id" params={{ id: attempt.id }} className="rounded-sm text-accent-text">
              {attempt.lab.title}
            </Link>
            {attempt.number > 1 ? `, attempt ${attempt.number}` : ''}. Started{' '}
            <RelativeTime at={attempt.startedAt} />,{' '}
            {attempt.finishedAt === null ? `goes on for ${took}` : `took ${took}`}
            {pausedMs > 0 ? `, ${formatDuration(pausedMs)} of it paused` : ''}.
          </>
        }
      />
      <Timeline view={view} />
    </>
  );
}

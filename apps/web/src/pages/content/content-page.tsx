import type { ContentView } from '@springboard/contracts/content.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { contentQuery, syncContent, useContentEvents } from '../../api/content.ts';
import { meQuery, useMay } from '../../api/session.ts';
import { LiveNote } from '../../components/live-note.tsx';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Said } from '../../components/said.tsx';
import { Drafts } from './drafts.tsx';
import { Labs } from './labs.tsx';
import { NewLab } from './new-lab.tsx';
import { ProblemList } from './problem-list.tsx';
import { Source } from './source.tsx';

/** For authors and operators: where the labs come from, how far the catalogue has followed, and how each lab stands. */
export function ContentPage() {
  const live = useContentEvents();
  const content = useQuery(contentQuery);
  const mayPublish = useMay('lab.publish');
  const { data: me } = useQuery(meQuery);
  return (
    <>
      <PageHeader
        title="Content"
        description="Where the labs come from, and what of it is published."
        actions={
          <span className="flex items-center gap-4">
            <LiveNote state={live} />
            {mayPublish && me !== undefined ? <NewLab personId={me.id} /> : null}
            {content.data === undefined ? null : <SyncButton content={content.data} />}
          </span>
        }
      />
      {content.data !== undefined ? (
        <div className="flex flex-col gap-7">
          <Failure content={content.data} />
          <Source content={content.data} />
          {mayPublish && me !== undefined ? <Drafts personId={me.id} /> : null}
          {content.data.problems.length === 0 ? null : (
            <Callout
              tone="warn"
              icon={<TriangleAlert aria-hidden />}
              title="Beside the labs, something is to be mended"
            >
              <ProblemList problems={content.data.problems} />
            </Callout>
          )}
          <Labs labs={content.data.labs} />
        </div>
      ) : content.isError ? (
        <RequestError error={content.error} onRetry={() => void content.refetch()} />
      ) : (
        <Loading label="Loading what is known of the content" className="flex flex-col gap-7">
          <Skeleton className="h-32 w-full" />
          <Skeleton className="h-72 w-full" />
        </Loading>
      )}
    </>
  );
}

function SyncButton({ content }: { readonly content: ContentView }) {
  const may = useMay('content.sync');
  const sync = useMutation({ mutationFn: syncContent, onError: notifyFailure });
  if (!may) return null;
  return (
    <Button
      variant="primary"
      icon={<RefreshCw aria-hidden className="size-4" />}
      busy={sync.isPending || content.syncing}
      onClick={() => sync.mutate()}
    >
      Sync now
    </Button>
  );
}

function Failure({ content: { failure, goodAt } }: { readonly content: ContentView }) {
  if (failure === null) return null;
  return (
    <Callout
      tone="bad"
      icon={<TriangleAlert aria-hidden />}
      title="The content cannot be read at the moment"
      role="status"
    >
      <p className="break-words">
        <Said>{failure.detail}</Said>
      </p>
      <p className="mt-1">
        <Said>{failure.remedy}</Said>
      </p>
      <p className="mt-1">
        {goodAt === null ? (
          'It has never been read so far.'
        ) : (
          <>
            The labs are as they were read <RelativeTime at={goodAt} />, and can be done as always.
          </>
        )}
      </p>
    </Callout>
  );
}

import { type RecordingView, shellWords } from '@springboard/contracts/recordings.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { attemptQuery } from '../../api/attempts.ts';
import { asApiError } from '../../api/client.ts';
import { recordingKey, recordingsQuery } from '../../api/recordings.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { PageFailed } from '../../components/page-failed.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import type { Cast } from '../../modules/replay/cast.ts';
import { castQuery } from '../../modules/replay/cast-query.ts';
import { Gone } from '../../modules/replay/states.tsx';
import { usePerson } from '../../modules/replay/use-person.ts';
import { AttemptLink, DownloadLink, ToAttempt } from './links.tsx';
import { MomentPanel } from './moment-panel.tsx';
import { RecordingBody } from './recording-body.tsx';

/** What one terminal printed, played again. */
export function RecordingPage() {
  const { id, recording } = useParams({ from: '/signed-in/shell/attempts/$id/recordings/$recording' });
  const recordings = useQuery(recordingsQuery(id));
  if (recordings.data === undefined) {
    if (!recordings.isError) {
      return (
        <Loading label="Loading the recording">
          <Skeleton className="h-7 w-64" />
          <Skeleton className="mt-2 mb-5 h-5 w-96 max-w-full" />
          <PlayerSkeleton />
        </Loading>
      );
    }
    return <PageFailed what="attempt" error={recordings.error} onRetry={() => void recordings.refetch()} />;
  }
  const view = recordings.data.find((one) => recordingKey(one) === recording);
  if (view === undefined) return <GonePage attemptId={id} />;
  return <Recording key={view.name} attemptId={id} view={view} />;
}

function Recording({ attemptId, view }: { readonly attemptId: string; readonly view: RecordingView }) {
  const cast = useQuery(castQuery(attemptId, view.name));
  const attempt = useQuery(attemptQuery(attemptId));
  const person = usePerson(attemptId);
  const { at: from = null, task } = useSearch({
    from: '/signed-in/shell/attempts/$id/recordings/$recording',
  });
  const client = useQueryClient();
  const reload = async () => {
    // When it was written to last and whether the attempt goes on may have changed, too.
    void client.invalidateQueries({ queryKey: recordingsQuery(attemptId).queryKey });
    void client.invalidateQueries({ queryKey: attemptQuery(attemptId).queryKey });
    const { error } = await cast.refetch();
    if (error !== null) notifyFailure(error);
  };
  // Between the list and the file it may have been removed.
  if (cast.data === undefined && cast.isError && asApiError(cast.error).code === 'not-found')
    return <GonePage attemptId={attemptId} />;
  return (
    <>
      <PageHeader
        title={`${view.node}, ${shellWords(view.number)}`}
        description={
          <>
            {person === null ? 'In ' : `${person}, in `}
            <AttemptLink id={attemptId}>{attempt.data?.lab.title ?? 'this attempt'}</AttemptLink>. Began{' '}
            <RelativeTime at={view.startedAt} />
            {cast.data?.kind === 'cast' ? `, ${lengthOf(cast.data.cast)}.` : '.'}
          </>
        }
        actions={<DownloadLink attemptId={attemptId} name={view.name} />}
      />
      {cast.data !== undefined ? (
        <RecordingBody
          attemptId={attemptId}
          attempt={attempt.data}
          view={view}
          from={from}
          result={cast.data}
          fetching={cast.isFetching}
          onReload={() => void reload()}
          beside={
            task === undefined
              ? null
              : (played, { now, seek }) => (
                  <MomentPanel
                    attemptId={attemptId}
                    taskId={task}
                    recording={view.name}
                    startedAt={played.startedAt}
                    now={now}
                    onSeek={seek}
                  />
                )
          }
        />
      ) : cast.isError ? (
        <RequestError error={cast.error} onRetry={() => void cast.refetch()} />
      ) : (
        <Loading label="Loading the recording">
          <PlayerSkeleton />
        </Loading>
      )}
    </>
  );
}

function GonePage({ attemptId }: { readonly attemptId: string }) {
  return (
    <>
      <title>Recording · Springboard</title>
      <Gone actions={<ToAttempt id={attemptId} />} />
    </>
  );
}

function lengthOf({ seconds, playedSeconds }: Cast): string {
  const [whole, played] = [formatDuration(seconds * 1000), formatDuration(playedSeconds * 1000)];
  return whole === played ? `${whole} long` : `${whole} long, played in ${played}`;
}

/** Of the size of what comes. */
function PlayerSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Skeleton className="h-[clamp(15rem,62vw,min(66dvh,42rem))] w-full" />
      <Skeleton className="h-20 w-full" />
    </div>
  );
}

import type { ReadingView } from '@springboard/contracts/paths.ts';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { myPathsQuery, readingQuery } from '../../api/paths.ts';
import { useMay } from '../../api/session.ts';
import { PageFailed } from '../../components/page-failed.tsx';
import { Prose } from '../../components/prose.tsx';
import { MyAction } from '../../modules/paths/my-action.tsx';

const route = getRouteApi('/signed-in/shell/path/$path/read/$item');

/** Something to read on a path, and a button that notes that it was. */
export function ReadingPage() {
  const { path, item } = route.useParams();
  const reading = useQuery(readingQuery(path, item));
  if (reading.data !== undefined) return <Reading pathId={path} itemId={item} reading={reading.data} />;
  if (reading.isError)
    return <PageFailed what="text" error={reading.error} onRetry={() => void reading.refetch()} />;
  return (
    <Loading label="Loading the text" className="mx-auto max-w-2xl">
      <Skeleton className="h-6 w-72" />
      <Skeleton className="mt-6 h-64 w-full" />
    </Loading>
  );
}

function Reading(props: { readonly pathId: string; readonly itemId: string; readonly reading: ReadingView }) {
  const { pathId, itemId, reading } = props;
  const own = useMay('attempt.own.read');
  const { data: paths } = useQuery({ ...myPathsQuery, enabled: own });
  const item = paths?.find(({ id }) => id === pathId)?.items.find(({ id }) => id === itemId);
  return (
    <article className="mx-auto max-w-2xl">
      <title>{`${reading.title} · Springboard`}</title>
      <Link
        to={item === undefined ? '/labs' : '/path'}
        className="inline-flex items-center gap-1 rounded-md text-sm text-ink-2 hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {item === undefined ? 'Labs' : reading.path}
      </Link>
      <h1 className="mt-3 mb-4 text-xl font-semibold tracking-tight">{reading.title}</h1>
      <Prose prose={reading.body} />
      {item === undefined ? null : (
        <div className="mt-8 flex items-center gap-3 border-t border-line pt-4">
          <MyAction pathId={pathId} item={item} />
          {item.status === 'done' ? <p className="text-sm text-good-text">You have read this.</p> : null}
        </div>
      )}
    </article>
  );
}

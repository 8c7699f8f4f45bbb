import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { buttonClass } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Eye } from 'lucide-react';
import { walkthroughQuery } from '../../api/walkthroughs.ts';
import { PageFailed } from '../../components/page-failed.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { HiddenNote } from '../../modules/walkthroughs/hidden-note.tsx';
import { HideButton } from '../../modules/walkthroughs/hide-button.tsx';
import { RateForm } from '../../modules/walkthroughs/rate-form.tsx';
import { Rating } from '../../modules/walkthroughs/rating.tsx';
import { SaidList } from '../../modules/walkthroughs/said-list.tsx';
import { Watch } from '../../modules/walkthroughs/watch.tsx';

/** A walk-through of a lab, watched and rated. */
export function WalkthroughPage() {
  const { id } = useParams({ from: '/signed-in/shell/walkthroughs/$id' });
  return <Loaded id={id} preview={false} />;
}

/** The draft of one's own, as others would see it. */
export function WalkthroughPreviewPage() {
  const { id } = useParams({ from: '/signed-in/shell/walkthroughs/$id/preview' });
  return <Loaded id={id} preview />;
}

function Loaded({ id, preview }: { readonly id: string; readonly preview: boolean }) {
  const found = useQuery(walkthroughQuery(id, preview));
  if (found.data !== undefined) return <Page view={found.data} preview={preview} />;
  if (found.isError)
    return <PageFailed what="walk-through" error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Loading label="Loading the walk-through">
      <Skeleton className="h-7 w-64" />
      <Skeleton className="mt-2 mb-5 h-5 w-96 max-w-full" />
      <Skeleton className="h-[clamp(15rem,62vw,min(66dvh,42rem))] w-full" />
    </Loading>
  );
}

function Page({ view, preview }: { readonly view: WalkthroughView; readonly preview: boolean }) {
  const [group = '', name = ''] = view.lab.slug.split('/');
  return (
    <>
      <PageHeader
        title={view.title}
        description={
          <>
            {view.author}, on{' '}
            <Link
              to="/labs/$group/$name"
              params={{ group, name }}
              className="rounded-sm text-accent-text hover:underline"
            >
              {view.lab.title}
            </Link>
            {view.publishedAt === null || preview ? null : (
              <>
                , <RelativeTime at={view.publishedAt} />
              </>
            )}
          </>
        }
        actions={
          preview ? null : (
            <span className="flex items-center gap-3">
              <Rating rating={view.rating} />
              {view.mayHide ? <HideButton view={view} /> : null}
              {view.mine ? (
                <a href={`/walkthroughs/${view.id}/edit`} className={buttonClass()}>
                  Edit
                </a>
              ) : null}
            </span>
          )
        }
      />
      {preview ? (
        <Callout
          icon={<Eye aria-hidden />}
          className="mb-4"
          actions={
            <a href={`/walkthroughs/${view.id}/edit`} className={buttonClass('secondary', 'sm')}>
              Back to the draft
            </a>
          }
        >
          This is what others will see, cut as it is when you publish it. Look for what is nobody’s business:
          a password that was printed, a name.
        </Callout>
      ) : (
        <HiddenNote hidden={view.hidden} mine={view.mine} />
      )}
      <Watch view={view} preview={preview} />
      {preview ? null : (
        <div className="mt-6 flex max-w-2xl flex-col gap-4">
          {view.mayRate ? <RateForm view={view} /> : null}
          {view.said === null ? null : <SaidList said={view.said} />}
        </div>
      )}
    </>
  );
}

import type { PathView } from '@springboard/contracts/paths.ts';
import { buttonClass } from '@springboard/ui/button.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Route } from 'lucide-react';
import { myPathsQuery } from '../../api/paths.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { MyClasses } from '../../modules/classes/my-classes.tsx';
import { MyAction } from '../../modules/paths/my-action.tsx';
import { PathBody } from '../../modules/paths/path-body.tsx';
import { ReadinessCard } from '../../modules/readiness/readiness-card.tsx';
import { RecentAttempts } from './recent-attempts.tsx';

/** What a learner comes for: what is to be done today, next and later, and what it has brought so far. */
export function MyPathPage() {
  const paths = useQuery(myPathsQuery);
  return (
    <>
      <PageHeader
        title="My path"
        actions={
          <Link to="/labs" className={buttonClass()}>
            All labs
          </Link>
        }
      />
      <MyClasses />
      {paths.data !== undefined ? (
        <Paths paths={paths.data} />
      ) : paths.isError ? (
        <RequestError error={paths.error} onRetry={() => void paths.refetch()} />
      ) : (
        <PathLoading />
      )}
    </>
  );
}

function Paths({ paths }: { readonly paths: readonly PathView[] }) {
  if (paths.length === 0)
    return (
      <EmptyState
        icon={<Route aria-hidden />}
        title="You are on no path yet"
        actions={
          <Link to="/labs" className={buttonClass('primary')}>
            Choose a lab
          </Link>
        }
      >
        Your mentor or manager can put you on one. Until then any lab is yours to begin, and what you do
        counts later.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-12">
      {paths.map((path, index) => (
        <PathBody
          key={path.assignmentId}
          path={path}
          action={(item) => <MyAction pathId={path.id} item={item} />}
          nothingToday={<NothingToday path={path} />}
          readiness={path.readiness.map((readiness) => (
            <ReadinessCard
              key={readiness.id}
              readiness={readiness}
              certificate={
                <Link
                  to="/path/$path/ready/$rule"
                  params={{ path: path.id, rule: readiness.id }}
                  className={buttonClass('secondary', 'sm')}
                >
                  Certificate
                </Link>
              }
            />
          ))}
        >
          {index === paths.length - 1 ? <RecentAttempts /> : null}
        </PathBody>
      ))}
    </div>
  );
}

function NothingToday({ path }: { readonly path: PathView }) {
  const finished = path.progress.finishedAt !== null;
  return (
    <p className="flex items-start gap-3 rounded-lg border border-dashed border-line-strong px-4 py-4 text-sm text-ink-2">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good-text" />
      {finished
        ? 'This path is completed. Its labs can be done again at any time, with other names and numbers.'
        : 'Nothing for you to do: what is left waits for somebody else.'}
    </p>
  );
}

function PathLoading() {
  return (
    <Loading label="Loading your path" className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div>
        <Skeleton className="h-5 w-64" />
        <Skeleton className="mt-3 h-4 w-96 max-w-full" />
        <Skeleton className="mt-6 h-40 w-full" />
        <Skeleton className="mt-6 h-56 w-full" />
      </div>
      <Skeleton className="h-40 w-full lg:mt-16" />
    </Loading>
  );
}

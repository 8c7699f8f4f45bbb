import type { PathItemView, PathView, PersonPathsView } from '@springboard/contracts/paths.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CalendarClock, ChevronLeft, Route } from 'lucide-react';
import { useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { endPath, pathsKey, personPathsQuery } from '../../api/paths.ts';
import { meQuery, useMay } from '../../api/session.ts';
import { NotFound } from '../../components/not-found.tsx';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { PathBody } from '../../modules/paths/path-body.tsx';
import { ReadinessCard } from '../../modules/readiness/readiness-card.tsx';
import { SignOffAction } from '../../modules/readiness/sign-off-action.tsx';
import { MoveDueDialog } from './move-due-dialog.tsx';

const route = getRouteApi('/signed-in/shell/people/$id/path');

/** One person's paths as their mentor or manager reads them: what the learner sees, and what can be changed of it. */
export function PersonPathPage() {
  const { id } = route.useParams();
  const paths = useQuery(personPathsQuery(id));
  if (paths.data !== undefined) return <PersonPaths view={paths.data} />;
  if (paths.isError) {
    if (asApiError(paths.error).code === 'not-found') return <NotFound what="person" />;
    return <RequestError error={paths.error} onRetry={() => void paths.refetch()} />;
  }
  return (
    <Loading label="Loading the path">
      <Skeleton className="h-6 w-56" />
      <Skeleton className="mt-6 h-64 w-full" />
    </Loading>
  );
}

function PersonPaths({ view }: { readonly view: PersonPathsView }) {
  const { person, paths } = view;
  const assigns = useMay('path.any.assign', 'path.team.assign');
  const { data: me } = useQuery(meQuery);
  // Nobody signs off themself.
  const signs = useMay('readiness.any.sign', 'readiness.team.sign') && me?.id !== person.id;
  const [moving, setMoving] = useState<{ readonly path: PathView; readonly item: PathItemView } | null>(null);
  return (
    <>
      <Link
        to="/paths"
        className="inline-flex items-center gap-1 rounded-md text-sm text-ink-2 hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
        Paths
      </Link>
      <div className="mt-3">
        <PageHeader title={person.name} />
      </div>
      {paths.length === 0 ? (
        <EmptyState
          icon={<Route aria-hidden />}
          title={`${person.name} is on no path`}
          actions={
            assigns ? (
              <Link to="/paths" className={buttonClass('primary')}>
                Assign one
              </Link>
            ) : undefined
          }
        >
          What they have done already counts from the day they are put on one.
        </EmptyState>
      ) : null}
      <div className="flex flex-col gap-12">
        {paths.map((path) => (
          <PathBody
            key={path.assignmentId}
            path={path}
            action={(item) => (
              <ItemActions item={item} onMove={assigns ? () => setMoving({ path, item }) : null} />
            )}
            nothingToday={<p className="text-sm text-ink-2">Nothing that they could do now.</p>}
            aside={path.mayEnd ? <EndPath path={path} name={person.name} /> : null}
            readiness={path.readiness.map((readiness) => (
              <ReadinessCard
                key={readiness.id}
                readiness={readiness}
                certificate={
                  <Link
                    to="/people/$id/ready/$path/$rule"
                    params={{ id: person.id, path: path.id, rule: readiness.id }}
                    className={buttonClass('secondary', 'sm')}
                  >
                    Certificate
                  </Link>
                }
                action={(part) => (signs ? <SignOffAction person={person} part={part} /> : null)}
              />
            ))}
          />
        ))}
      </div>
      {moving === null ? null : (
        <MoveDueDialog
          personId={person.id}
          pathId={moving.path.id}
          item={moving.item}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}

function ItemActions({
  item,
  onMove,
}: {
  readonly item: PathItemView;
  readonly onMove: (() => void) | null;
}) {
  const attempt = item.activeAttemptId ?? item.best?.attemptId;
  return (
    <>
      {attempt === undefined ? null : (
        <Link to="/attempts/$id" params={{ id: attempt }} className={buttonClass('secondary', 'sm')}>
          Attempt<span className="sr-only">: {item.title}</span>
        </Link>
      )}
      {onMove === null || item.status === 'done' ? null : (
        <Button
          size="sm"
          variant="ghost"
          icon={<CalendarClock aria-hidden className="size-3.5" />}
          onClick={onMove}
        >
          Move<span className="sr-only"> the due date of {item.title}</span>
        </Button>
      )}
    </>
  );
}

function EndPath({ path, name }: { readonly path: PathView; readonly name: string }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => endPath(path.assignmentId),
    onError: notifyFailure,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: pathsKey });
      setAsking(false);
    },
  });
  return (
    <div>
      <Button size="sm" onClick={() => setAsking(true)}>
        End this path
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`End “${path.title}”?`}
        confirm="End it"
        danger
        busy={end.isPending}
        onConfirm={() => end.mutate()}
      >
        <p>
          {path.team === null
            ? `${name} will not see it any more.`
            : `It was given to the team ${path.team}: nobody in it will see it any more.`}
        </p>
        <p>Attempts, what was read and moved due dates are kept, and count when it is assigned again.</p>
      </ConfirmDialog>
    </div>
  );
}

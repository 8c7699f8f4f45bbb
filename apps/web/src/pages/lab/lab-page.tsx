import type { LabDetail } from '@springboard/contracts/labs.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowRight, ChevronLeft, Play, Server } from 'lucide-react';
import { labQuery } from '../../api/labs.ts';
import { useMay } from '../../api/session.ts';
import { PageFailed } from '../../components/page-failed.tsx';
import { Prose } from '../../components/prose.tsx';
import { formatScore } from '../../modules/attempts/score.ts';
import { StaleNote } from '../../modules/lab-tests/stale-note.tsx';
import { AvailabilityNote } from '../../modules/labs/availability-note.tsx';
import { LabFacts } from '../../modules/labs/lab-facts.tsx';
import { MyScore } from '../../modules/labs/my-score.tsx';
import { useStartLab } from '../../modules/labs/use-start-lab.ts';
import { LabWalkthroughs } from '../../modules/walkthroughs/lab-walkthroughs.tsx';

const route = getRouteApi('/signed-in/shell/labs/$group/$name');

/** One lab: what it is about, what there is to do, what one gets, and the way in. */
export function LabPage() {
  const { group, name } = route.useParams();
  const lab = useQuery(labQuery(`${group}/${name}`));
  if (lab.data !== undefined) return <Lab lab={lab.data} />;
  if (lab.isError) return <PageFailed what="lab" error={lab.error} onRetry={() => void lab.refetch()} />;
  return <LabLoading />;
}

function Lab({ lab }: { readonly lab: LabDetail }) {
  return (
    <>
      <title>{`${lab.title} · Springboard`}</title>
      <BackToLabs />
      <div className="mt-3 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="max-w-2xl">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold tracking-tight text-balance">{lab.title}</h1>
            <MyScore mine={lab.mine} maxScore={lab.maxScore} />
          </div>
          <p className="mt-1.5 text-md text-pretty text-ink-2">{lab.summary}</p>
          <div className="mt-3">
            <LabFacts lab={lab} />
          </div>
          <StaleNote lab={lab.slug} />
          <AuthorLinks lab={lab.slug} />
        </div>
        <LabAction lab={lab} />
      </div>
      <div className="mt-8 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          {lab.availability.status === 'available' ? null : (
            <div className="mb-6">
              <AvailabilityNote availability={lab.availability} />
            </div>
          )}
          <Prose prose={lab.intro} />
          <LabWalkthroughs slug={lab.slug} />
        </div>
        <aside className="flex flex-col gap-4">
          <TaskOutline lab={lab} />
          <Card className="p-4">
            <h2 className="text-sm font-semibold">What you get</h2>
            <ul className="mt-2 flex flex-col gap-1.5 text-sm">
              {lab.nodes.map((node) => (
                <li key={node.name} className="flex items-center gap-2">
                  <Server aria-hidden className="size-4 text-ink-3" />
                  <span>{node.title}</span>
                  {node.title === node.name ? null : (
                    <span className="font-mono text-xs text-ink-3">{node.name}</span>
                  )}
                </li>
              ))}
            </ul>
            <p className="mt-3 text-xs text-ink-3">
              An environment of your own, with root, and nobody else in it. Breaking it is allowed: a reset
              gives you a fresh one and keeps the tasks you passed.
            </p>
          </Card>
          {lab.skills.length === 0 ? null : (
            <ul aria-label="Skills" className="flex flex-wrap gap-1">
              {lab.skills.map((skill) => (
                <li key={skill}>
                  <Badge>{skill}</Badge>
                </li>
              ))}
            </ul>
          )}
        </aside>
      </div>
    </>
  );
}

function AuthorLinks({ lab }: { readonly lab: string }) {
  const [health, edit] = [useMay('lab.health.read'), useMay('lab.source.read')];
  const [group = '', name = ''] = lab.split('/');
  if (!health && !edit) return null;
  const look = 'rounded-sm text-xs text-accent-text hover:underline';
  return (
    <p className="mt-3 flex gap-4">
      {health ? (
        <Link to="/health/$group/$name" params={{ group, name }} className={look}>
          How it does with learners
        </Link>
      ) : null}
      {edit ? (
        <Link to="/edit/$group/$name" params={{ group, name }} className={look}>
          Edit
        </Link>
      ) : null}
    </p>
  );
}

function BackToLabs() {
  return (
    <Link to="/labs" className="inline-flex items-center gap-1 rounded-md text-sm text-ink-2 hover:text-ink">
      <ChevronLeft aria-hidden className="size-4" />
      Labs
    </Link>
  );
}

function TaskOutline({ lab }: { readonly lab: LabDetail }) {
  return (
    <Card className="p-4">
      <h2 className="text-sm font-semibold">What you do</h2>
      <ol className="mt-2 flex flex-col gap-2 text-sm">
        {lab.tasks.map((task, index) => (
          <li key={task.id} className="flex gap-2.5">
            <span
              aria-hidden
              className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong text-2xs text-ink-2"
            >
              {index + 1}
            </span>
            <span className="flex-1">{task.title}</span>
            <span className="shrink-0 text-xs leading-5 text-ink-3">
              {formatScore(task.points)}
              <span className="sr-only"> points</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-3 flex justify-between border-t border-line pt-2 text-xs text-ink-2">
        <span>Points in all</span>
        <span>{formatScore(lab.maxScore)}</span>
      </p>
    </Card>
  );
}

function LabAction({ lab }: { readonly lab: LabDetail }) {
  const start = useStartLab();
  const mayStart = useMay('attempt.own.write');
  if (lab.mine.activeAttemptId !== null) {
    return (
      <Link
        to="/attempts/$id"
        params={{ id: lab.mine.activeAttemptId }}
        className={buttonClass('primary', 'lg')}
      >
        Resume <ArrowRight aria-hidden className="size-4" />
      </Link>
    );
  }
  if (!mayStart) return null;
  return (
    <Button
      variant="primary"
      size="lg"
      busy={start.isPending}
      disabled={lab.availability.status !== 'available'}
      icon={<Play aria-hidden className="size-4" />}
      onClick={() => start.mutate(lab.slug)}
    >
      {lab.mine.attempts > 0 ? 'Start again' : 'Start the lab'}
    </Button>
  );
}

function LabLoading() {
  return (
    <Loading label="Loading the lab">
      <BackToLabs />
      <Skeleton className="mt-4 h-6 w-72" />
      <Skeleton className="mt-3 h-4 w-full max-w-xl" />
      <Skeleton className="mt-4 h-3 w-80" />
      <div className="mt-10 grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-11/12" />
          <Skeleton className="h-4 w-3/4" />
        </div>
        <Skeleton className="h-56 w-full" />
      </div>
    </Loading>
  );
}

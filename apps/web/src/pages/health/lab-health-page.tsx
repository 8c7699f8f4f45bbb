import type { LabHealth } from '@springboard/contracts/lab-health.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { labHealthQuery } from '../../api/lab-health.ts';
import { Figure } from '../../components/figure.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { LabKeptAnswers } from './lab-kept-answers.tsx';
import { Period } from './period.tsx';
import { Remarks } from './remarks.tsx';
import { TaskCard } from './task-card.tsx';

const route = getRouteApi('/signed-in/shell/health/$group/$name');

/** One lab: what learners said of it, and how each task and check did. */
export function LabHealthPage() {
  const { group, name } = route.useParams();
  const [days, setDays] = useState(30);
  const health = useQuery(labHealthQuery(`${group}/${name}`, days));
  if (health.data !== undefined)
    return <Health health={health.data} period={<Period days={days} onChange={setDays} />} />;
  if (health.isError) {
    if (asApiError(health.error).code === 'not-found') return <NotFound what="lab" />;
    return <RequestError error={health.error} onRetry={() => void health.refetch()} />;
  }
  return (
    <Loading label="Counting">
      <Skeleton className="h-96 w-full" />
    </Loading>
  );
}

function Health({ health, period }: { readonly health: LabHealth; readonly period: ReactNode }) {
  const [group = '', name = ''] = health.lab.split('/');
  return (
    <>
      <PageHeader
        title={`${health.title}: health`}
        description={
          <Link
            to="/labs/$group/$name"
            params={{ group, name }}
            className="rounded-sm font-mono text-xs hover:underline"
          >
            {health.lab}
          </Link>
        }
        actions={period}
      />
      <div className="flex flex-col gap-7">
        <Card className="grid grid-cols-2 divide-line max-sm:gap-y-px sm:grid-cols-4 sm:divide-x">
          <Figure label="Attempts">{health.attempts}</Figure>
          <Figure label="Finished">{health.finished}</Figure>
          <Figure label={`Median time of use, of ${health.promisedMinutes} min`}>
            {health.minutes === null ? '–' : `${Math.round(health.minutes)} min`}
          </Figure>
          <Figure label="Runs without a verdict">
            {health.broken}
            <span className="text-base font-normal text-ink-3"> / {health.runs}</span>
          </Figure>
        </Card>
        {health.contractTests === null ? null : (
          <Callout tone="warn" icon={<TriangleAlert aria-hidden />} title="Its contract tests disagree">
            {health.contractTests} Something in it is left to chance.
          </Callout>
        )}
        <Section title="What learners say" count={health.feedback.length}>
          <Remarks health={health} />
        </Section>
        <LabKeptAnswers health={health} />
        <Section
          title="Tasks and checks"
          note="times: environments ran and were used, without pauses and nights; flaky: broken, and not so at the next look, or silent in one run of fifty"
        >
          <div className="flex flex-col gap-3">
            {health.tasks.map((task, index) => (
              <TaskCard key={task.id} lab={health.lab} days={health.days} task={task} number={index + 1} />
            ))}
          </div>
        </Section>
      </div>
    </>
  );
}

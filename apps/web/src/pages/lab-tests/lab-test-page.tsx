import type { LabTestView } from '@springboard/contracts/lab-tests.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { asApiError } from '../../api/client.ts';
import { labTestQuery, useLabTestEvents } from '../../api/lab-tests.ts';
import { LiveNote } from '../../components/live-note.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Said } from '../../components/said.tsx';
import { TestBadge } from '../../modules/lab-tests/badges.tsx';
import { KeptEnvironment } from './kept-environment.tsx';
import { Steps } from './steps.tsx';
import { TestActions } from './test-actions.tsx';

/** One contract test, live: every step with what it found, and what a person has to mend. */
export function LabTestPage() {
  const { id } = useParams({ from: '/signed-in/shell/lab-tests/$id' });
  const live = useLabTestEvents(id);
  const test = useQuery(labTestQuery(id));
  return (
    <>
      <Link
        to="/lab-tests"
        className="mb-3 -ml-1 inline-flex items-center gap-1 rounded-md pr-1 text-sm text-ink-2 hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" />
        Lab tests
      </Link>
      {test.data !== undefined ? (
        <Test test={test.data} live={<LiveNote state={live} />} />
      ) : test.isError && asApiError(test.error).code === 'not-found' ? (
        <NotFound what="test" />
      ) : test.isError ? (
        <RequestError error={test.error} onRetry={() => void test.refetch()} />
      ) : (
        <Loading label="Loading the test" className="flex flex-col gap-6">
          <Skeleton className="h-12 w-80" />
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-80 w-full" />
        </Loading>
      )}
    </>
  );
}

function Test({ test, live }: { readonly test: LabTestView; readonly live: ReactNode }) {
  const open = test.state === 'queued' || test.state === 'running';
  return (
    <>
      <PageHeader
        title={test.title}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <TestBadge state={test.state} />
            <span className="font-mono text-xs">{test.lab}</span>
            {open ? live : null}
          </span>
        }
        actions={<TestActions test={test} />}
      />
      <div className="flex flex-col gap-6">
        <Verdict test={test} />
        {test.kept === null ? null : <KeptEnvironment id={test.id} kept={test.kept} />}
        <Card>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 py-3.5 text-sm sm:grid-cols-3 lg:grid-cols-5">
            <Fact label="Of">
              {test.source === 'files' ? 'files that were sent' : 'what is published'}{' '}
              <span className="font-mono text-xs text-ink-3">{(test.commit ?? test.hash).slice(0, 8)}</span>
            </Fact>
            <Fact label="Asked for by">{test.by?.name ?? 'the schedule'}</Fact>
            <Fact label="Asked for">
              <RelativeTime at={test.createdAt} />
            </Fact>
            <Fact label="Took">{took(test)}</Fact>
            <Fact label="Seed">
              <span className="font-mono">{test.seed}</span>
            </Fact>
          </dl>
        </Card>
        <Steps test={test} />
      </div>
    </>
  );
}

/** What came of it, in a sentence; nothing while it is under way. */
function Verdict({ test }: { readonly test: LabTestView }) {
  const broken = test.steps.filter(({ ok }) => !ok).length;
  if (test.state === 'failed')
    return (
      <Callout tone="bad" icon={<TriangleAlert aria-hidden />} title="This lab does not keep its contract">
        <p>
          {test.reason === null ? (
            `${broken === 1 ? 'One step' : `${broken} steps`} found something to mend; what, and how, stands below.`
          ) : (
            <Said>{test.reason}</Said>
          )}
        </p>
      </Callout>
    );
  if (test.state === 'broken_off')
    return (
      <Callout
        tone="warn"
        icon={<TriangleAlert aria-hidden />}
        title="It came to no end, which says nothing about the lab"
      >
        {test.reason === null ? null : (
          <p className="break-words">
            <Said>{test.reason}</Said>
          </p>
        )}
      </Callout>
    );
  return null;
}

function took({ startedAt, endedAt }: LabTestView): string {
  if (startedAt === null || endedAt === null) return '–';
  return formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-1 min-h-5 break-words">{children}</dd>
    </div>
  );
}

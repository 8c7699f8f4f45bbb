import type { ClassView } from '@springboard/contracts/classes.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { classEvents, classQuery } from '../../api/classes.ts';
import { asApiError } from '../../api/client.ts';
import type { LiveState } from '../../api/live.ts';
import { useVisibleEvents } from '../../api/use-visible-events.ts';
import { LiveNote } from '../../components/live-note.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { ClassActions } from './class-actions.tsx';
import { ClassFacts } from './class-facts.tsx';
import { MemberTable } from './member-table.tsx';
import { Messages } from './messages.tsx';
import { classLooks } from './words.ts';

/** One class, live: before it begins whether all fit, while it is open how each of its people does. */
export function ClassPage() {
  const { id } = useParams({ from: '/signed-in/shell/classes/$id' });
  const one = useQuery(classQuery(id));
  const events = useMemo(() => classEvents(id), [id]);
  const live = useVisibleEvents(events, one.data !== undefined && one.data.state !== 'ended');
  return (
    <>
      <Link
        to="/classes"
        className="mb-3 inline-flex items-center gap-1.5 rounded-sm text-sm text-ink-2 hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-4" />
        All classes
      </Link>
      {one.data !== undefined ? (
        <Shown of={one.data} live={live} />
      ) : !one.isError ? (
        <Loading label="Loading the class">
          <Skeleton className="h-8 w-80 max-w-full" />
          <Skeleton className="mt-6 h-96 w-full" />
        </Loading>
      ) : asApiError(one.error).code === 'not-found' ? (
        <NotFound what="class" />
      ) : (
        <RequestError error={one.error} onRetry={() => void one.refetch()} />
      )}
    </>
  );
}

function Shown({ of, live }: { readonly of: ClassView; readonly live: LiveState }) {
  const look = classLooks[of.state];
  return (
    <>
      <PageHeader
        title={of.title}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={look.tone}>{look.word}</Badge>
            {of.lab.title}
            {of.state === 'ended' ? null : <LiveNote state={live} />}
          </span>
        }
        actions={<ClassActions of={of} />}
      />
      <div className="flex flex-col gap-8">
        <ClassFacts of={of} />
        <Section title="People" count={of.members.length}>
          <MemberTable of={of} />
        </Section>
        <Messages of={of} />
      </div>
    </>
  );
}

import type { HelpQueue } from '@springboard/contracts/help-queue.ts';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { LifeBuoy, MousePointerClick } from 'lucide-react';
import { helpEvents, helpQueueQuery } from '../../api/help.ts';
import { useVisibleEvents } from '../../api/use-visible-events.ts';
import { LiveNote } from '../../components/live-note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Question } from './question.tsx';
import { QuestionList } from './question-list.tsx';

/** For mentors: what learners ask. The queue on the left, one question with all that belongs to it on the right; on a narrow screen one of the two. */
export function HelpPage({ id }: { readonly id: string | null }) {
  const queue = useQuery(helpQueueQuery);
  const live = useVisibleEvents(helpEvents);
  return (
    <>
      <div className={id === null ? '' : 'max-lg:hidden'}>
        <PageHeader
          title="Help"
          description="What learners ask about a task. Who waits longest stands first."
          actions={<LiveNote state={live} />}
        />
      </div>
      {queue.data === undefined ? (
        queue.isError ? (
          <RequestError error={queue.error} onRetry={() => void queue.refetch()} />
        ) : (
          <Loading label="Loading what learners ask">
            <Skeleton className="h-80 w-full" />
          </Loading>
        )
      ) : (
        <Both queue={queue.data} id={id} />
      )}
    </>
  );
}

function Both({ queue, id }: { readonly queue: HelpQueue; readonly id: string | null }) {
  const { open, done } = queue;
  if (open.length + done.length === 0 && id === null) {
    return (
      <EmptyState icon={<LifeBuoy aria-hidden />} title="Nobody asks anything">
        A question that a learner asks from a task appears here by itself.
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className={id === null ? '' : 'max-lg:hidden'}>
        <QuestionList queue={queue} chosen={id} />
      </div>
      {id === null ? (
        <div className="max-lg:hidden">
          <EmptyState icon={<MousePointerClick aria-hidden />} title="Choose a question">
            You see its task, what its checks said, and what was on the learner’s screen.
          </EmptyState>
        </div>
      ) : (
        <Question
          key={id}
          id={id}
          // The queue is live: what it says of the question is newer than what was read with it.
          state={[...open, ...done].find((one) => one.id === id)}
        />
      )}
    </div>
  );
}

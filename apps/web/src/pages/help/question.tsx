import type { HelpDetail, HelpSummary } from '@springboard/contracts/help-queue.ts';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { asApiError } from '../../api/client.ts';
import { helpQuery } from '../../api/help.ts';
import { NotFound } from '../../components/not-found.tsx';
import { Prose } from '../../components/prose.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { AnswerForm } from './answer-form.tsx';
import { AskedWith } from './asked-with.tsx';
import { KeepAnswerButton } from './keep-dialog.tsx';
import { QuestionActions, useIsMine } from './question-actions.tsx';
import { QuestionHead } from './question-head.tsx';

export interface QuestionProps {
  readonly id: string;
  /** What the queue says of it. */
  readonly state: HelpSummary | undefined;
}

/** One question on one screen: who asks, about what, with which checks and screen; and what can be done about it. */
export function Question({ id, state }: QuestionProps) {
  const question = useQuery(helpQuery(id));
  const { refetch } = question;
  const seen = question.data;
  const moved =
    seen !== undefined &&
    state !== undefined &&
    (seen.state !== state.state || seen.takenBy?.id !== state.takenBy?.id);
  useEffect(() => {
    if (moved) void refetch();
  }, [moved, refetch]);
  return (
    <div className="min-w-0">
      <Link
        to="/help"
        className="mb-3 inline-flex items-center gap-1.5 rounded-sm text-sm text-ink-2 hover:text-ink hover:underline lg:hidden"
      >
        <ArrowLeft aria-hidden className="size-4" />
        All questions
      </Link>
      {seen !== undefined ? (
        <Shown question={seen} />
      ) : !question.isError ? (
        <Loading label="Loading the question">
          <Skeleton className="h-96 w-full" />
        </Loading>
      ) : asApiError(question.error).code === 'not-found' ? (
        <NotFound what="question" />
      ) : (
        <RequestError error={question.error} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function Shown({ question }: { readonly question: HelpDetail }) {
  const { id, state, answer } = question;
  const mine = useIsMine(question);
  return (
    <article className="flex flex-col gap-4">
      <QuestionHead question={question} />
      <p className="rounded-lg border border-line bg-surface px-4 py-3 text-base leading-6 whitespace-pre-line text-pretty">
        {question.question}
      </p>
      <QuestionActions question={question} />
      <AskedWith context={question.context} />
      <details className="rounded-lg border border-line bg-surface px-4 py-2.5">
        <summary className="cursor-pointer text-sm font-medium text-ink-2">The task</summary>
        <Prose prose={question.body} className="mt-2 text-base" />
      </details>
      {answer === null ? null : (
        <section aria-label="The answer" className="rounded-lg border border-good-line bg-surface px-4 py-3">
          <p className="mb-1.5 text-xs font-medium text-ink-2">{answer.by}</p>
          <Prose prose={answer.prose} className="text-base" />
        </section>
      )}
      <KeepAnswerButton question={question} />
      {mine || state === 'waiting' ? <AnswerForm id={id} taken={mine} /> : null}
    </article>
  );
}

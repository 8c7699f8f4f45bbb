import type { TaskView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { taskKeptAnswersQuery } from '../../api/kept-answers.ts';
import { KeptAnswers } from './kept-answers.tsx';

/** What others asked about a task: shown to who asks for it, and to who has seen a check not pass. Before that it would give away what there is to find. */
export function AskedBefore({ attemptId, task }: { readonly attemptId: string; readonly task: TaskView }) {
  const [wanted, setWanted] = useState(false);
  const { data = [] } = useQuery(taskKeptAnswersQuery(attemptId, task.id));
  if (data.length === 0) return null;
  const tried = task.checks.some(({ status, passed }) => status === 'not_yet' || passed);
  if (!wanted && !tried) {
    return (
      <Button
        size="sm"
        variant="ghost"
        className="-ml-2 self-start"
        icon={<MessagesSquare aria-hidden className="size-3.5" />}
        onClick={() => setWanted(true)}
      >
        Show what others asked
        <span className="font-normal text-ink-3">{data.length}</span>
      </Button>
    );
  }
  return (
    <section aria-label="Asked before" className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-ink-2">Asked before</h3>
      <KeptAnswers answers={data} />
    </section>
  );
}

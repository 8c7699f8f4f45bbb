import type { KeptAnswer } from '@springboard/contracts/kept-answers.ts';
import type { LabHealth } from '@springboard/contracts/lab-health.ts';
import { Button } from '@springboard/ui/button.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { labKeptAnswersQuery, removeKeptAnswer } from '../../api/kept-answers.ts';
import { useMay } from '../../api/session.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Section } from '../../components/section.tsx';
import { KeptAnswers } from '../../modules/help/kept-answers.tsx';

/** Answers that mentors kept beside the tasks of a lab; its authors take away what gives too much away, or is not true any more. */
export function LabKeptAnswers({ health }: { readonly health: LabHealth }) {
  const may = useMay('feedback.answer');
  const client = useQueryClient();
  const query = labKeptAnswersQuery(health.lab);
  const { data = [] } = useQuery({ ...query, enabled: may });
  const [removing, setRemoving] = useState<KeptAnswer | null>(null);
  const remove = useMutation({
    mutationFn: removeKeptAnswer,
    onSuccess: () => {
      setRemoving(null);
      void client.invalidateQueries({ queryKey: query.queryKey });
    },
    onError: notifyFailure,
  });
  if (data.length === 0) return null;
  const byTask = health.tasks
    .map((task, index) => ({
      title: `${index + 1}. ${task.title}`,
      answers: data.filter(({ taskId }) => taskId === task.id),
    }))
    .filter(({ answers }) => answers.length > 0);
  return (
    <Section title="Asked before" count={data.length} note="learners find these under the task">
      <div className="flex flex-col gap-3">
        {byTask.map(({ title, answers }) => (
          <div key={title}>
            <h3 className="mb-1.5 text-sm">{title}</h3>
            <KeptAnswers
              answers={answers}
              actions={(answer) => (
                <Button size="sm" className="mt-2.5" onClick={() => setRemoving(answer)}>
                  Remove…
                </Button>
              )}
            />
          </div>
        ))}
      </div>
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) setRemoving(null);
        }}
        title="Remove this answer?"
        confirm="Remove"
        danger
        busy={remove.isPending}
        onConfirm={() => {
          if (removing !== null) remove.mutate(removing.id);
        }}
      >
        <p>Learners do not find it any more. Whoever asked keeps their answer.</p>
      </ConfirmDialog>
    </Section>
  );
}

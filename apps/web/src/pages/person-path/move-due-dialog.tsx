import type { PathItemView } from '@springboard/contracts/paths.ts';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { moveDue, pathsKey } from '../../api/paths.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { today } from '../../modules/paths/days.ts';

export interface MoveDueDialogProps {
  readonly personId: string;
  readonly pathId: string;
  readonly item: PathItemView;
  readonly onClose: () => void;
}

/** Asks for another due date and the reason, which the learner reads, too. */
export function MoveDueDialog({ personId, pathId, item, onClose }: MoveDueDialogProps) {
  const client = useQueryClient();
  const [dueOn, setDueOn] = useState(item.dueOn ?? today());
  const [reason, setReason] = useState('');
  const move = useMutation({
    mutationFn: () => moveDue(personId, { pathId, itemId: item.id, dueOn, reason }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: pathsKey });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    move.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Move the due date"
    >
      <form onSubmit={submit} className="flex flex-col gap-2">
        <p className="mb-1 text-sm text-ink-2">{item.title}</p>
        <Field label="Due on">
          {(props) => (
            <input
              {...props}
              type="date"
              required
              value={dueOn}
              onChange={(event) => setDueOn(event.target.value)}
            />
          )}
        </Field>
        <Field label="Reason" hint="The learner reads it beside the date, and the audit log keeps it.">
          {(props) => (
            <input
              {...props}
              required
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
        <FormEnd
          error={move.error}
          busy={move.isPending}
          disabled={dueOn === '' || reason.trim().length < 3}
          submit="Move it"
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

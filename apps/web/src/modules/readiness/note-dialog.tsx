import { Dialog } from '@springboard/ui/dialog.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { pathsKey } from '../../api/paths.ts';
import { FormEnd } from '../../components/form-end.tsx';

export interface NoteDialogProps {
  readonly title: string;
  /** What it is about. */
  readonly about: string;
  readonly label: string;
  readonly hint: string;
  readonly longest: number;
  readonly submit: string;
  readonly send: (note: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for a few words before something that is kept with them. */
export function NoteDialog(props: NoteDialogProps) {
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const send = useMutation({
    mutationFn: () => props.send(note),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: pathsKey });
      props.onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) props.onClose();
      }}
      title={props.title}
    >
      <form onSubmit={submit} className="flex flex-col gap-2">
        <p className="mb-1 text-sm text-pretty text-ink-2">{props.about}</p>
        <Field label={props.label} hint={props.hint}>
          {(field) => (
            <input
              {...field}
              required
              maxLength={props.longest}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
        <FormEnd
          error={send.error}
          busy={send.isPending}
          disabled={note.trim().length < 3}
          submit={props.submit}
          onCancel={props.onClose}
        />
      </form>
    </Dialog>
  );
}

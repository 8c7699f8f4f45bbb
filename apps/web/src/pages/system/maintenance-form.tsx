import { Checkbox, Field } from '@springboard/ui/field.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { beginMaintenance, maintenanceQuery } from '../../api/maintenance.ts';
import { FormEnd } from '../../components/form-end.tsx';

export interface MaintenanceFormProps {
  /** What the banner says now; empty while there is none. */
  readonly text: string;
  readonly onClose: () => void;
}

/** What the banner is to say, and whether what runs ends, too. */
export function MaintenanceForm({ text: before, onClose }: MaintenanceFormProps) {
  const client = useQueryClient();
  const [text, setText] = useState(before);
  const [endRunning, setEndRunning] = useState(false);
  const begin = useMutation({
    mutationFn: () => beginMaintenance({ text: text.trim(), endRunning }),
    onSuccess: async ({ ended }) => {
      await client.invalidateQueries({ queryKey: maintenanceQuery.queryKey });
      notify({
        tone: 'good',
        title: endRunning ? `No lab starts; ${ended} are taken down` : 'No lab starts',
      });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <p className="text-sm text-pretty text-ink-2">
        No lab starts, and no environment is made anew, until you end it. What runs goes on to its own end.
      </p>
      <Field label="What the banner says" hint="Why, and until when.">
        {(props) => (
          <input
            {...props}
            required
            maxLength={300}
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="A new disk is built in. Back at 14:00."
            autoComplete="off"
          />
        )}
      </Field>
      <Checkbox
        checked={endRunning}
        onChange={({ target }) => setEndRunning(target.checked)}
        label="Take down what people have now, too"
      />
      <p className="pl-6 text-xs text-ink-3">
        What they passed is kept; afterwards they get a fresh environment by Reset.
      </p>
      <FormEnd
        error={begin.error}
        busy={begin.isPending}
        disabled={text.trim() === ''}
        submit={before === '' ? 'Begin maintenance' : 'Save'}
        onCancel={onClose}
      />
    </form>
  );
}

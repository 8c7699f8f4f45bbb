import type { AssignPath, PathChoices } from '@springboard/contracts/paths.ts';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { assignPath, pathChoicesQuery, pathsKey } from '../../api/paths.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { today } from '../../modules/paths/days.ts';

export interface AssignDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks who is to go which path, and from when on. */
export function AssignDialog({ open, onClose }: AssignDialogProps) {
  const choices = useQuery({ ...pathChoicesQuery, enabled: open });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Assign a path"
    >
      {choices.data !== undefined ? (
        <AssignForm choices={choices.data} onClose={onClose} />
      ) : choices.isError ? (
        <RequestError error={choices.error} onRetry={() => void choices.refetch()} />
      ) : (
        <Loading label="Loading paths and people">
          <Skeleton className="h-48 w-full" />
        </Loading>
      )}
    </Dialog>
  );
}

/** The value of an option: `person:…` or `team:…`. */
function readTo(value: string): AssignPath['to'] {
  const [kind, ...id] = value.split(':');
  return { kind: kind === 'team' ? 'team' : 'person', id: id.join(':') };
}

function AssignForm({ choices, onClose }: { readonly choices: PathChoices; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [pathId, setPathId] = useState(choices.paths.length === 1 ? (choices.paths[0]?.id ?? '') : '');
  const [to, setTo] = useState('');
  const [startsOn, setStartsOn] = useState(today());
  const assign = useMutation({
    mutationFn: assignPath,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: pathsKey });
      notify({ tone: 'good', title: 'The path is assigned' });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate({ pathId, to: readTo(to), startsOn });
  };
  if (choices.paths.length === 0)
    return (
      <p className="text-sm text-ink-2">
        There is no path yet. An author writes one as{' '}
        <code className="font-mono text-xs">paths/NAME.yaml</code> in the folder of the labs.
      </p>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label="Path" hint={choices.paths.find(({ id }) => id === pathId)?.summary}>
        {(props) => (
          <select {...props} required value={pathId} onChange={(event) => setPathId(event.target.value)}>
            <option value="">Choose…</option>
            {choices.paths.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="For" hint="A team’s path is that of everybody who is in it, or comes into it.">
        {(props) => (
          <select {...props} required value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">Choose…</option>
            <Options label="People" kind="person" of={choices.people} />
            <Options label="Teams" kind="team" of={choices.teams} />
          </select>
        )}
      </Field>
      <Field label="First day" hint="Due dates count from here: the joining date of a newcomer.">
        {(props) => (
          <input
            {...props}
            type="date"
            required
            value={startsOn}
            onChange={(event) => setStartsOn(event.target.value)}
          />
        )}
      </Field>
      <FormEnd
        error={assign.error}
        busy={assign.isPending}
        disabled={pathId === '' || to === '' || startsOn === ''}
        submit="Assign"
        onCancel={onClose}
      />
    </form>
  );
}

function Options(props: {
  readonly label: string;
  readonly kind: AssignPath['to']['kind'];
  readonly of: readonly { readonly id: string; readonly name: string }[];
}) {
  if (props.of.length === 0) return null;
  return (
    <optgroup label={props.label}>
      {props.of.map(({ id, name }) => (
        <option key={id} value={`${props.kind}:${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

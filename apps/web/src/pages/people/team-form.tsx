import type { TeamView } from '@springboard/contracts/people.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { removeTeam, saveTeam, teamsQuery } from '../../api/people.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { withNamed } from './named.ts';
import { usePeopleChanged } from './use-people-changed.ts';

export interface TeamFormProps {
  /** Null: a new one. */
  readonly team: TeamView | null;
  readonly onClose: () => void;
}

/** Name, manager and mentor of a team; one without people can be removed. */
export function TeamForm({ team, onClose }: TeamFormProps) {
  const { data: all } = useQuery(teamsQuery);
  const changed = usePeopleChanged();
  const [name, setName] = useState(team?.name ?? '');
  const [managerId, setManagerId] = useState(team?.manager?.id ?? null);
  const [mentorId, setMentorId] = useState(team?.mentor?.id ?? null);
  const done = async () => {
    await changed();
    onClose();
  };
  const save = useMutation({
    mutationFn: () => saveTeam(team?.id ?? null, { name: name.trim(), managerId, mentorId }),
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: () => removeTeam(team?.id ?? ''), onSuccess: done });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const fields = save.error === null ? [] : asApiError(save.error).fields;
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={fields.find(({ path }) => path === 'name')?.message}
      />
      <ChoiceField
        label="Manager"
        hint="Sees its people and their attempts, reviews, and invites learners."
        choices={withNamed(all?.managers, team?.manager)}
        none="Nobody yet"
        value={managerId}
        onChange={setManagerId}
      />
      <ChoiceField
        label="Mentor"
        hint="Whom its people ask first, unless they have a mentor of their own."
        choices={withNamed(all?.mentors, team?.mentor)}
        none="Nobody yet"
        value={mentorId}
        onChange={setMentorId}
      />
      {team === null || team.members > 0 ? null : (
        <p>
          <Button size="sm" type="button" busy={remove.isPending} onClick={() => remove.mutate()}>
            Remove this team
          </Button>
        </p>
      )}
      <FormEnd
        error={save.error ?? remove.error}
        busy={save.isPending}
        disabled={name.trim() === ''}
        submit="Save"
        onCancel={onClose}
      />
    </form>
  );
}

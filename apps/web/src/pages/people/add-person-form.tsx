import type { Role } from '@springboard/contracts/roles.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { addPerson, teamsQuery } from '../../api/people.ts';
import { useMay } from '../../api/session.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { today } from '../../modules/paths/days.ts';
import { ChoiceField, RolesField, TextField } from './fields.tsx';
import { SignInLink } from './sign-in-link.tsx';
import { usePeopleChanged } from './use-people-changed.ts';

/** Asks who it is, and shows their first sign-in link then. Managers choose one of their teams, and no roles. */
export function AddPersonForm({ onClose }: { readonly onClose: () => void }) {
  const { data: teams } = useQuery(teamsQuery);
  const anybody = useMay('person.any.manage');
  const changed = usePeopleChanged();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['learner']);
  const only = teams?.teams.length === 1 && !anybody ? teams.teams[0] : undefined;
  const [chosen, setTeamId] = useState<string | null>(null);
  const teamId = chosen ?? only?.id ?? null;
  const [joinedOn, setJoinedOn] = useState(today());
  const add = useMutation({ mutationFn: addPerson, onSuccess: changed });
  if (add.data !== undefined) {
    return (
      <div className="flex flex-col gap-3">
        <Callout tone="good" role="status" icon={<CircleCheck aria-hidden />}>
          {add.data.name} is added, and gets in by a link.
        </Callout>
        <SignInLink person={add.data} onClose={onClose} />
      </div>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const team = teamId === null ? null : { id: teamId, joinedOn, mentorId: null };
    add.mutate({ name: name.trim(), email: email.trim(), roles, team });
  };
  const fields = add.error === null ? [] : asApiError(add.error).fields;
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextField label="Name" value={name} onChange={setName} />
      <TextField
        label="E-mail"
        type="email"
        value={email}
        onChange={setEmail}
        error={fields.find(({ path }) => path === 'email')?.message}
      />
      {anybody ? <RolesField value={roles} onChange={setRoles} /> : null}
      <ChoiceField
        label="Team"
        choices={teams?.teams ?? []}
        {...(anybody ? { none: 'No team' } : {})}
        value={teamId}
        onChange={setTeamId}
      />
      {teamId === null ? null : (
        <TextField
          label="Joining date"
          type="date"
          hint="Their first day in the team."
          value={joinedOn}
          onChange={setJoinedOn}
        />
      )}
      <FormEnd
        error={add.error}
        busy={add.isPending}
        disabled={name.trim() === '' || email.trim() === '' || roles.length === 0}
        submit={anybody ? 'Add' : 'Invite'}
        onCancel={onClose}
      />
    </form>
  );
}

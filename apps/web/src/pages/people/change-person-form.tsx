import type { PersonView } from '@springboard/contracts/people.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { changePerson } from '../../api/people.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { RolesField, TextField } from './fields.tsx';
import { usePeopleChanged } from './use-people-changed.ts';

export interface ChangePersonFormProps {
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Name, address and roles of somebody. */
export function ChangePersonForm({ person, onClose }: ChangePersonFormProps) {
  const changed = usePeopleChanged();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const [roles, setRoles] = useState(person.roles);
  const change = useMutation({
    mutationFn: () => changePerson(person.id, { name: name.trim(), email: email.trim(), roles }),
    onSuccess: async () => {
      await changed();
      notify({ tone: 'good', title: `${name.trim()} is changed` });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const fields = change.error === null ? [] : asApiError(change.error).fields;
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
      <RolesField value={roles} onChange={setRoles} />
      <FormEnd
        error={change.error}
        busy={change.isPending}
        disabled={name.trim() === '' || email.trim() === '' || roles.length === 0}
        submit="Save"
        onCancel={onClose}
      />
    </form>
  );
}

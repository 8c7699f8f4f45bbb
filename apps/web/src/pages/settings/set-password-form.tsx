import { shortestPassword } from '@springboard/contracts/sign-in.ts';
import { Field } from '@springboard/ui/field.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { meQuery } from '../../api/session.ts';
import { sessionsQuery } from '../../api/sessions.ts';
import { ownPasswordQuery, setPassword } from '../../api/sign-in.ts';
import { FormEnd } from '../../components/form-end.tsx';

export interface SetPasswordFormProps {
  readonly oldNeeded: boolean;
  readonly onClose: () => void;
}

/** Asks for the new password twice, and for the present one where it is needed. */
export function SetPasswordForm({ oldNeeded, onClose }: SetPasswordFormProps) {
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [old, setOld] = useState('');
  const [password, setNew] = useState('');
  const [again, setAgain] = useState('');
  const save = useMutation({
    mutationFn: setPassword,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ownPasswordQuery.queryKey });
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      notify({ tone: 'good', title: 'Your password is set', detail: 'Your other sessions were ended.' });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ old: oldNeeded ? old : null, password });
  };
  const fields = save.error === null ? [] : asApiError(save.error).fields;
  const refused = fields.find(({ path }) => path === 'password')?.message;
  const differs = again !== '' && !password.startsWith(again) && again !== password;
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {/* Password managers keep the new one under this name. */}
      <input type="email" name="email" autoComplete="username" value={me?.email ?? ''} readOnly hidden />
      {oldNeeded ? (
        <Secret label="Present password" autoComplete="current-password" value={old} onChange={setOld} />
      ) : null}
      <Secret
        label="New password"
        hint={`${shortestPassword} characters at least; a few words make a good one.`}
        error={refused === undefined ? undefined : `It ${refused}.`}
        autoComplete="new-password"
        value={password}
        onChange={setNew}
      />
      <Secret
        label="The same again"
        error={differs ? 'This is another one.' : undefined}
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
      />
      <p className="text-xs text-ink-3">Your other sessions end. API tokens and SSH keys go on.</p>
      <FormEnd
        error={refused === undefined ? save.error : null}
        busy={save.isPending}
        disabled={password === '' || again !== password || (oldNeeded && old === '')}
        submit="Save"
        onCancel={onClose}
      />
    </form>
  );
}

interface SecretProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Secret({ label, hint, error, autoComplete, value, onChange }: SecretProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(props) => (
        <input
          {...props}
          required
          type="password"
          maxLength={256}
          autoComplete={autoComplete}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asApiError } from '../../api/client.ts';

export interface TypedConfirmationProps {
  /** What has to be typed. */
  readonly email: string;
  readonly submit: string;
  readonly error: Error | null;
  readonly busy: boolean;
  readonly onConfirm: (typed: string) => void;
  readonly onCancel: () => void;
  /** What will happen, what is kept. */
  readonly children: ReactNode;
}

/** Asks for the person's address before something that cannot be taken back. */
export function TypedConfirmation(props: TypedConfirmationProps) {
  const { email, submit, error, busy, onConfirm, onCancel, children } = props;
  const [typed, setTyped] = useState('');
  const fits = typed.trim().toLowerCase() === email.toLowerCase();
  const failure = error === null ? null : asApiError(error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (fits) onConfirm(typed);
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-3">
      {children}
      <Field label="Type their e-mail address to confirm" hint={<span className="break-all">{email}</span>}>
        {(field) => (
          <input
            {...field}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      {failure === null ? null : (
        <Callout tone="bad" role="alert" title={failure.title}>
          {failure.message} {failure.remedy}
        </Callout>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="danger" type="submit" busy={busy} disabled={!fits}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

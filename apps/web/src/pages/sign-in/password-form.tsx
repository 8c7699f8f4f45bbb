import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { signInWithPassword } from '../../api/sign-in.ts';

export interface PasswordFormProps {
  /** Whether its button is the page's first choice. */
  readonly primary: boolean;
  readonly onSignedIn: () => void;
}

/** Address and password. What was typed stays when it is refused, but for the password. */
export function PasswordForm({ primary, onSignedIn }: PasswordFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const signIn = useMutation({
    mutationFn: signInWithPassword,
    onSuccess: onSignedIn,
    onError: () => {
      setPassword('');
      field.current?.focus();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  const failure = signIn.error === null ? null : asApiError(signIn.error);
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      <Field label="E-mail">
        {(props) => (
          <input
            {...props}
            required
            type="email"
            name="email"
            maxLength={200}
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password">
        {(props) => (
          <input
            {...props}
            ref={field}
            required
            type="password"
            name="password"
            maxLength={256}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {failure === null ? null : (
        <Callout
          tone="bad"
          role="alert"
          icon={<CircleAlert aria-hidden />}
          title={failure.title}
          className="mb-3"
        >
          {failure.message} {failure.remedy}
        </Callout>
      )}
      <Button
        type="submit"
        variant={primary ? 'primary' : 'secondary'}
        size="lg"
        busy={signIn.isPending || signIn.isSuccess}
        className="w-full"
      >
        Sign in
      </Button>
    </form>
  );
}

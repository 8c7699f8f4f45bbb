import type { Permission } from '@springboard/contracts/roles.ts';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { Checkbox, Field } from '@springboard/ui/field.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { meQuery } from '../../api/session.ts';
import { createToken, tokensQuery } from '../../api/tokens.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ShownOnce } from '../../components/shown-once.tsx';
import { describePermission } from './permission-words.ts';

export interface CreateTokenProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks for name, lifetime and rights of a new token; then shows its secret, once. */
export function CreateToken({ open, onClose }: CreateTokenProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="New API token"
    >
      <TokenForm onClose={onClose} />
    </Dialog>
  );
}

function TokenForm({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState<readonly Permission[]>([]);
  const create = useMutation({
    mutationFn: createToken,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  if (create.data !== undefined) return <Secret secret={create.data.secret} onClose={onClose} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim(), scopes: [...scopes], days: Number(days) });
  };
  const toggle = (permission: Permission, on: boolean) =>
    setScopes((before) => (on ? [...before, permission] : before.filter((each) => each !== permission)));

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label="Name" hint="What will use it, such as “laptop” or “nightly report”.">
        {(props) => (
          <input
            {...props}
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label="Good for" hint="Afterwards it is refused, and you make a new one.">
        {(props) => (
          <select {...props} value={days} onChange={(event) => setDays(event.target.value)}>
            <option value="7">7 days</option>
            <option value="30">30 days</option>
            <option value="90">90 days</option>
            <option value="365">1 year</option>
          </select>
        )}
      </Field>
      <fieldset>
        <legend className="text-sm font-medium">It may</legend>
        <div className="mt-1 flex flex-col">
          {me?.permissions.map((permission) => (
            <Checkbox
              key={permission}
              checked={scopes.includes(permission)}
              onChange={(event) => toggle(permission, event.target.checked)}
              label={
                <span className="min-w-0">
                  {describePermission(permission)}{' '}
                  <code className="text-xs whitespace-nowrap text-ink-3">{permission}</code>
                </span>
              }
            />
          ))}
        </div>
      </fieldset>
      <FormEnd
        error={create.error}
        busy={create.isPending}
        disabled={name.trim() === '' || scopes.length === 0}
        submit="Make the token"
        onCancel={onClose}
      />
    </form>
  );
}

function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <ShownOnce icon={<KeyRound aria-hidden />} value={secret} onClose={onClose}>
      It is shown this once and kept nowhere in readable form.
    </ShownOnce>
  );
}

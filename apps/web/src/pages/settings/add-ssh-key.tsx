import { cx } from '@springboard/ui/cx.ts';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addSshKey, sshKeysQuery } from '../../api/ssh.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { commentOf, isPrivateKey } from './ssh-key-line.ts';

export interface AddSshKeyProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks for the line of a `.pub` file and a name for it. */
export function AddSshKey({ open, onClose }: AddSshKeyProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Add an SSH key"
    >
      <KeyForm onClose={onClose} />
    </Dialog>
  );
}

const privateWords =
  'This is a private key. It was not sent anywhere; it never leaves your computer. Paste the line of the file that ends in .pub.';

function KeyForm({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [line, setLine] = useState('');
  const [name, setName] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: addSshKey,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sshKeysQuery.queryKey });
      onClose();
    },
  });
  const shownName = name ?? commentOf(line);
  const secret = isPrivateKey(line);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!secret) add.mutate({ name: shownName.trim(), line });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="Public key"
        hint={
          <>
            The line of a .pub file, such as <code>~/.ssh/id_ed25519.pub</code>. You have none? Make it with{' '}
            <code>ssh-keygen -t ed25519</code>.
          </>
        }
        error={secret ? privateWords : undefined}
      >
        {(props) => (
          <textarea
            {...props}
            required
            rows={4}
            value={line}
            onChange={(event) => setLine(event.target.value)}
            placeholder="ssh-ed25519 AAAA…"
            spellCheck={false}
            autoComplete="off"
            className={cx(props.className, 'h-auto py-1.5 font-mono text-xs')}
          />
        )}
      </Field>
      <Field label="Name" hint="Where the key is, such as “laptop”.">
        {(props) => (
          <input
            {...props}
            required
            maxLength={80}
            value={shownName}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
          />
        )}
      </Field>
      <FormEnd
        error={add.error}
        busy={add.isPending}
        disabled={secret || line.trim() === '' || shownName.trim() === ''}
        submit="Add the key"
        onCancel={onClose}
      />
    </form>
  );
}

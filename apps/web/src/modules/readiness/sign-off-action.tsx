import type { ReadinessSignOff } from '@springboard/contracts/readiness.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useState } from 'react';
import { revokeSignOff, signOff } from '../../api/sign-offs.ts';
import { NoteDialog } from './note-dialog.tsx';

export interface SignOffActionProps {
  readonly person: { readonly id: string; readonly name: string };
  readonly part: ReadinessSignOff;
}

/** Signs a skill of somebody off, renews that, or takes it back. */
export function SignOffAction({ person, part }: SignOffActionProps) {
  const [asking, setAsking] = useState<'sign' | 'revoke' | null>(null);
  const close = () => setAsking(null);
  const { skillId, text, state, signOff: given } = part;
  const sign = state === 'expired' ? 'Renew' : 'Sign off';
  return (
    <span className="flex shrink-0 flex-col items-end gap-1">
      {state === 'met' ? null : (
        <Button size="sm" aria-label={`${sign}: ${text}`} onClick={() => setAsking('sign')}>
          {sign}
        </Button>
      )}
      {given === null ? null : (
        <Button
          size="sm"
          variant="ghost"
          className="-mr-2"
          aria-label={`Take back: ${text}`}
          onClick={() => setAsking('revoke')}
        >
          Take back
        </Button>
      )}
      {asking === 'sign' ? (
        <NoteDialog
          title="Sign off"
          about={`You give your word that ${person.name} ${text}.`}
          label="What it stands on"
          hint="What you saw, and when. Everybody who sees the sign-off reads it."
          longest={1_000}
          submit="Sign off"
          send={(note) => signOff(person.id, { skillId, note })}
          onClose={close}
        />
      ) : null}
      {asking === 'revoke' && given !== null ? (
        <NoteDialog
          title="Take the sign-off back"
          about={`${person.name} will lack it from now on: ${text}.`}
          label="Reason"
          hint="The audit log keeps it."
          longest={500}
          submit="Take it back"
          send={(reason) => revokeSignOff(given.id, { reason })}
          onClose={close}
        />
      ) : null}
    </span>
  );
}

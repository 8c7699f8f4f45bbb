import type { PersonView } from '@springboard/contracts/people.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { makeSignInLink } from '../../api/people.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ShownOnce } from '../../components/shown-once.tsx';

export interface SignInLinkProps {
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Makes a link for somebody when asked, and shows it once. */
export function SignInLink({ person, onClose }: SignInLinkProps) {
  const make = useMutation({ mutationFn: () => makeSignInLink(person.id) });
  if (make.data === undefined) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <p className="text-sm text-pretty text-ink-2">
          The link signs {person.name} in, once, within a day. Whoever opens it acts as them: send it to
          nobody else, and by a way that only they read. That you made it is in the audit.
        </p>
        <FormEnd
          error={make.error}
          busy={make.isPending}
          disabled={false}
          submit="Make a link"
          onCancel={onClose}
        />
      </form>
    );
  }
  const { url, expiresAt } = make.data;
  return (
    <ShownOnce icon={<Link2 aria-hidden />} value={url} small onClose={onClose}>
      It is shown this once. It works once, and runs out <RelativeTime at={expiresAt} />.
    </ShownOnce>
  );
}

import type { PersonView } from '@springboard/contracts/people.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { endAccess, leavingQuery } from '../../api/leaving.ts';
import { RequestError } from '../../components/request-error.tsx';
import { whatEnds } from './leaving-words.ts';
import { TypedConfirmation } from './typed-confirmation.tsx';
import { usePeopleChanged } from './use-people-changed.ts';

export interface EndAccessProps {
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Shows what ends with somebody's access, and ends it. */
export function EndAccess({ person, onClose }: EndAccessProps) {
  const leaving = useQuery(leavingQuery(person.id));
  const changed = usePeopleChanged();
  const end = useMutation({
    mutationFn: (confirm: string) => endAccess(person.id, confirm),
    onSuccess: async () => {
      await changed();
      notify({ tone: 'good', title: `${person.name} has no access any more` });
      onClose();
    },
  });
  if (leaving.isError) return <RequestError error={leaving.error} onRetry={() => void leaving.refetch()} />;
  if (leaving.data === undefined) {
    return (
      <Loading label="Looking what would end">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  }
  const ends = whatEnds(leaving.data);
  return (
    <TypedConfirmation
      email={person.email}
      submit="End access now"
      error={end.error}
      busy={end.isPending}
      onConfirm={end.mutate}
      onCancel={onClose}
    >
      <div className="flex flex-col gap-2 text-sm text-pretty text-ink-2">
        {ends.length === 0 ? (
          <p>They have nothing open. They cannot sign in any more.</p>
        ) : (
          <>
            <p>At once, and also where they are at work right now:</p>
            <ul className="list-disc space-y-0.5 pl-5 text-ink">
              {ends.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        )}
        <p>
          Their results are kept. An operator can let them sign in again; keys, tokens and environments do not
          come back.
        </p>
      </div>
    </TypedConfirmation>
  );
}

import type { DeparturesView } from '@springboard/contracts/leaving.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { UserX } from 'lucide-react';

/** Tells operators who asks for the deletion of their data; nothing while nobody does. */
export function DeletionRequests({ requests }: { readonly requests: DeparturesView['requests'] }) {
  if (requests.length === 0) return null;
  return (
    <Callout
      tone="warn"
      icon={<UserX aria-hidden />}
      title={
        requests.length === 1
          ? 'Somebody asks for the deletion of their data'
          : `${requests.length} people ask for the deletion of their data`
      }
      className="mb-4"
    >
      <ul>
        {requests.map(({ id, name, email, askedAt }) => (
          <li key={id}>
            <span className="text-ink">{name}</span> ({email}), <RelativeTime at={askedAt} />
          </li>
        ))}
      </ul>
      <p className="mt-1">
        End their access first; erase their data then, under <em>Left</em>.
      </p>
    </Callout>
  );
}

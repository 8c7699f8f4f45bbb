import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { ErrorState } from '@springboard/ui/error-state.tsx';
import { Archive, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';

/** The attempt is there and the recording is not. */
export function Gone({ actions }: { readonly actions: ReactNode }) {
  return (
    <EmptyState
      heading="h1"
      icon={<Archive aria-hidden />}
      title="This recording is no longer kept"
      actions={actions}
    >
      Recordings of terminals are removed after some months, or the address is mistyped. The attempt and its
      score are kept.
    </EmptyState>
  );
}

/** There is a file, and nothing was printed into it. */
export function NothingPrinted({
  goesOn,
  actions,
}: {
  /** Its terminal may still be open. */
  readonly goesOn: boolean;
  readonly actions: ReactNode;
}) {
  return (
    <EmptyState
      icon={<SquareTerminal aria-hidden />}
      title={goesOn ? 'Nothing was printed yet' : 'Nothing was printed'}
      actions={actions}
    >
      {goesOn
        ? 'The terminal was opened. What comes from it can be replayed here.'
        : 'The terminal was opened and ended before anything came from it.'}
    </EmptyState>
  );
}

/** The file is not what the platform writes. */
export function Unreadable({ actions }: { readonly actions: ReactNode }) {
  return (
    <ErrorState
      title="This recording cannot be read"
      detail="Its beginning is damaged or of another kind than this page knows. The file itself is kept as it is."
      remedy="Download it and look into it, or tell an operator."
      actions={actions}
    />
  );
}

/** The browser, or a policy on the way, refuses what the player's terminal is made of. */
export function PlayerRefused({ actions }: { readonly actions: ReactNode }) {
  return (
    <ErrorState
      title="This browser does not run the player"
      detail="The player needs WebAssembly, which is switched off here, or which a server between you and Springboard forbids."
      remedy="Try another browser, or download the recording and play it with asciinema."
      actions={actions}
    />
  );
}

/** The player did not load, or broke. */
export function PlayerFailed({ actions }: { readonly actions: ReactNode }) {
  return (
    <ErrorState
      title="The player did not start"
      detail="Most likely Springboard was updated since this page was opened. The recording is kept."
      remedy="Reload the page. If it happens again, download the recording, and tell an operator."
      actions={actions}
    />
  );
}

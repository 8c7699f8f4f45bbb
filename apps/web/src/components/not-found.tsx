import { buttonClass } from '@springboard/ui/button.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';

/** No such page, or nothing there for this person: the two look the same on purpose. */
export function NotFound({ what = 'page' }: { readonly what?: string }) {
  return (
    <main id="main" className="grid min-h-[60dvh] place-items-center">
      <title>Not found · Springboard</title>
      <EmptyState
        icon={<Compass aria-hidden />}
        title={`There is no such ${what}`}
        actions={
          <Link to="/" className={buttonClass('primary')}>
            Go to the labs
          </Link>
        }
      >
        The address may be mistyped, or what was here has been removed, or it belongs to somebody else.
      </EmptyState>
    </main>
  );
}

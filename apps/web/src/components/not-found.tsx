import { buttonClass } from '@springboard/ui/button.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { meQuery } from '../api/session.ts';
import { AppShell } from './app-shell.tsx';

/** No such page, or nothing there for this person: the two look the same on purpose. Stands in the frame of the page around it. */
export function NotFound({ what = 'page' }: { readonly what?: string }) {
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <title>Not found · Springboard</title>
      <EmptyState
        heading="h1"
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
    </div>
  );
}

/** An address that leads nowhere. Whoever is signed in keeps the bar with the ways on. */
export function NoSuchPage() {
  const { data: me } = useQuery({ ...meQuery, retry: false });
  if (me !== undefined) {
    return (
      <AppShell>
        <NotFound />
      </AppShell>
    );
  }
  return (
    <main id="main" tabIndex={-1} className="outline-none">
      <NotFound />
    </main>
  );
}

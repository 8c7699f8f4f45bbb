import { Spinner } from '@springboard/ui/spinner.tsx';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { asApiError } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { RequestError } from './request-error.tsx';
import { rememberReturn } from './return-path.ts';

/** Lets only a signed-in person through; others go to the sign-in page and come back to where they wanted to be. */
export function SignedIn() {
  const me = useQuery(meQuery);
  const path = useRouterState({ select: (state) => state.location.href });
  if (me.isError && asApiError(me.error).code === 'not-signed-in') {
    rememberReturn(path);
    return <Navigate to="/sign-in" replace />;
  }
  if (me.data !== undefined) return <Outlet />;
  if (me.isError) {
    return (
      <main id="main" className="grid min-h-dvh place-items-center">
        <RequestError error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  return (
    <div role="status" className="grid min-h-dvh place-items-center text-ink-3">
      <Spinner />
      <span className="sr-only">Loading Springboard</span>
    </div>
  );
}

import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { CircleAlert, KeyRound, Link2Off } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '../../api/client.ts';
import { meQuery, signIn } from '../../api/session.ts';
import { Mark } from '../../components/mark.tsx';
import { takeReturn } from '../../components/return-path.ts';
import { holdSignInToken, takeSignInToken } from './sign-in-token.ts';

type State =
  | { kind: 'no-token' }
  | { kind: 'signing-in' }
  | { kind: 'failed'; error: ApiError; token: string };

/** Signs in by the one-time link that brought the person here. */
export function SignInPage() {
  const client = useQueryClient();
  const router = useRouter();
  const [state, setState] = useState<State | null>(null);

  const attempt = useCallback(
    async (token: string) => {
      setState({ kind: 'signing-in' });
      try {
        await signIn(token);
        client.removeQueries();
        await client.fetchQuery(meQuery);
        router.history.replace(takeReturn());
      } catch (error) {
        setState({ kind: 'failed', error: asApiError(error), token });
      }
    },
    [client, router],
  );

  useEffect(() => {
    const begin = () => {
      holdSignInToken();
      const token = takeSignInToken();
      if (token !== null) void attempt(token);
      else setState((current) => current ?? { kind: 'no-token' });
    };
    begin();
    window.addEventListener('hashchange', begin);
    return () => window.removeEventListener('hashchange', begin);
  }, [attempt]);

  return (
    <main id="main" className="grid min-h-dvh place-items-center px-4 py-12">
      <title>Sign in · Springboard</title>
      <div className="w-full max-w-sm">
        <div className="flex items-center justify-center gap-2.5">
          <Mark className="size-8" />
          <span className="text-lg font-semibold tracking-tight">Springboard</span>
        </div>
        <div className="mt-6 min-h-52 rounded-xl border border-line bg-surface p-6 shadow-xs">
          {state === null || state.kind === 'signing-in' ? <SigningIn /> : null}
          {state?.kind === 'no-token' ? <NoToken /> : null}
          {state?.kind === 'failed' ? (
            <Failed error={state.error} onRetry={() => void attempt(state.token)} />
          ) : null}
        </div>
      </div>
    </main>
  );
}

function Panel(props: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <>
      <span className="flex size-9 items-center justify-center rounded-lg border border-line bg-inset text-ink-2 [&>svg]:size-4.5">
        {props.icon}
      </span>
      <h1 className="mt-4 text-md font-semibold">{props.title}</h1>
      <div className="mt-1.5 flex flex-col gap-3 text-sm text-pretty text-ink-2">{props.children}</div>
    </>
  );
}

function SigningIn() {
  return (
    <div role="status" className="flex min-h-40 items-center justify-center gap-2.5 text-sm text-ink-2">
      <Spinner /> Signing you in…
    </div>
  );
}

function NoToken() {
  return (
    <Panel icon={<KeyRound aria-hidden />} title="Sign in with your link">
      <p>
        Springboard has no passwords. You get in by a personal link that works once; afterwards this browser
        stays signed in.
      </p>
      <p>
        <strong className="font-medium text-ink">You have none?</strong> Ask an operator for one. Whoever runs
        Springboard finds links for the demo team where it was started.
      </p>
    </Panel>
  );
}

/** A spent link does not end the session that it, or another, opened in this browser before. */
function StillSignedIn() {
  const { data: me } = useQuery({ ...meQuery, retry: false });
  if (me === undefined) return null;
  return (
    <div role="status" className="border-t border-line pt-3">
      <p>
        This browser is still signed in as <strong className="font-medium text-ink">{me.name}</strong>.
      </p>
      <Link to="/labs" className={cx(buttonClass('primary'), 'mt-3')}>
        Go on as {me.name}
      </Link>
    </div>
  );
}

function Failed({ error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void }) {
  const spent = error.code === 'sign-in-link-used' || error.code === 'invalid-input';
  return (
    <div role="alert">
      {spent ? (
        <Panel
          icon={<Link2Off aria-hidden />}
          title={error.code === 'invalid-input' ? 'This link is not complete' : error.title}
        >
          <p>
            {error.code === 'invalid-input'
              ? 'A part of it got lost on the way here, so it cannot be checked.'
              : error.message}
          </p>
          <p>{error.remedy ?? 'Ask an operator for a new link.'}</p>
          <StillSignedIn />
        </Panel>
      ) : (
        <Panel icon={<CircleAlert aria-hidden />} title={error.title}>
          <p>{error.message}</p>
          {error.remedy === undefined ? null : <p>{error.remedy}</p>}
          <p>
            <Button variant="primary" onClick={onRetry}>
              Try again
            </Button>
          </p>
        </Panel>
      )}
    </div>
  );
}

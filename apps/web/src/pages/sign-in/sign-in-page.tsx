import { Spinner } from '@springboard/ui/spinner.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '../../api/client.ts';
import { meQuery, signIn } from '../../api/session.ts';
import { Mark } from '../../components/mark.tsx';
import { takeReturn } from '../../components/return-path.ts';
import { LinkFailed } from './link-failed.tsx';
import { takeProviderAnswer } from './provider-answer.ts';
import { holdSignInToken, takeSignInToken } from './sign-in-token.ts';
import { WaysIn } from './ways-in.tsx';

type State =
  | { kind: 'choosing'; answer: string | null }
  | { kind: 'signing-in' }
  | { kind: 'failed'; error: ApiError; token: string };

/** Signs in by the one-time link that brought the person here, or offers the other ways in. */
export function SignInPage() {
  const client = useQueryClient();
  const router = useRouter();
  const [state, setState] = useState<State | null>(null);

  const goOn = useCallback(async () => {
    setState({ kind: 'signing-in' });
    client.removeQueries();
    // Whatever comes of it: the page that is opened says so, and asks again.
    await client.prefetchQuery(meQuery);
    router.history.replace(takeReturn());
  }, [client, router]);

  const signInByLink = useCallback(
    async (token: string) => {
      setState({ kind: 'signing-in' });
      try {
        await signIn(token);
        await goOn();
      } catch (error) {
        setState({ kind: 'failed', error: asApiError(error), token });
      }
    },
    [goOn],
  );

  useEffect(() => {
    const begin = () => {
      holdSignInToken();
      const token = takeSignInToken();
      const answer = takeProviderAnswer();
      if (token !== null) void signInByLink(token);
      else if (answer === 'done') void goOn();
      else setState((current) => current ?? { kind: 'choosing', answer });
    };
    begin();
    window.addEventListener('hashchange', begin);
    return () => window.removeEventListener('hashchange', begin);
  }, [signInByLink, goOn]);

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
          {state?.kind === 'choosing' ? (
            <WaysIn answer={state.answer} onSignedIn={() => void goOn()} />
          ) : null}
          {state?.kind === 'failed' ? (
            <LinkFailed
              error={state.error}
              onRetry={() => void signInByLink(state.token)}
              onLeave={() => setState({ kind: 'choosing', answer: null })}
            />
          ) : null}
        </div>
      </div>
    </main>
  );
}

function SigningIn() {
  return (
    <div role="status" className="flex min-h-40 items-center justify-center gap-2.5 text-sm text-ink-2">
      <Spinner /> Signing you in…
    </div>
  );
}

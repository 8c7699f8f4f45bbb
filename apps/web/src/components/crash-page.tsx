import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { ErrorState } from '@springboard/ui/error-state.tsx';
import { asApiError } from '../api/client.ts';

/** Shown when a page threw while it was drawn. Nothing on the server is lost by that. */
export function CrashPage({ error }: { readonly error: unknown }) {
  const failure = asApiError(error);
  const outdated = /dynamically imported module|module script/i.test(failure.message);
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <title>Something went wrong · Springboard</title>
      <ErrorState
        title={outdated ? 'Springboard was updated' : 'This page stopped working'}
        detail={
          outdated
            ? 'This page is older than the server and a part of it is no longer there.'
            : 'An error in the page itself. Your labs, terminals and results are kept on the server and go on.'
        }
        remedy="Reload the page. If it happens again, tell an operator what you did before."
        reference={failure.message}
        actions={
          <>
            <Button variant="primary" onClick={() => window.location.reload()}>
              Reload the page
            </Button>
            <a href="/" className={buttonClass()}>
              Go to the labs
            </a>
          </>
        }
      />
    </main>
  );
}

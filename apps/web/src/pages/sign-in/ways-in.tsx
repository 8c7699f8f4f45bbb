import { ProviderProblem, type SignInOffer } from '@springboard/contracts/sign-in.ts';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, LogIn } from 'lucide-react';
import { signInOfferQuery } from '../../api/sign-in.ts';
import { RequestError } from '../../components/request-error.tsx';
import { Panel } from './panel.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProviderButton } from './provider-button.tsx';
import { ProviderFailed } from './provider-problem.tsx';

export interface WaysInProps {
  /** With what word the company's provider sent the browser back, if it did. */
  readonly answer: string | null;
  readonly onSignedIn: () => void;
}

/** The ways to sign in that this installation offers. */
export function WaysIn({ answer, onSignedIn }: WaysInProps) {
  const offer = useQuery(signInOfferQuery);
  const problem = ProviderProblem.safeParse(answer);
  if (offer.data !== undefined)
    return <Offer offer={offer.data} problem={problem.data} onSignedIn={onSignedIn} />;
  if (offer.isError) return <RequestError error={offer.error} onRetry={() => void offer.refetch()} />;
  return (
    <Loading label="Loading the ways to sign in">
      <Skeleton className="size-9" />
      <Skeleton className="mt-4 h-5 w-40" />
      <Skeleton className="mt-4 h-9 w-full" />
    </Loading>
  );
}

interface OfferProps {
  readonly offer: SignInOffer;
  readonly problem: ProviderProblem | undefined;
  readonly onSignedIn: () => void;
}

function Offer({ offer, problem, onSignedIn }: OfferProps) {
  const { provider, passwords } = offer;
  if (provider === null && !passwords) return <OnlyLinks />;
  return (
    <Panel icon={<LogIn aria-hidden />} title="Sign in">
      <div className="mt-2 flex flex-col gap-4 text-ink">
        {problem === undefined ? null : <ProviderFailed problem={problem} />}
        {provider === null ? null : <ProviderButton label={provider.label} />}
        {provider !== null && passwords ? <Or /> : null}
        {passwords ? <PasswordForm primary={provider === null} onSignedIn={onSignedIn} /> : null}
      </div>
      <p className="mt-2 border-t border-line pt-3 text-ink-2">
        A personal link from an operator works, too: open it in this browser.
        {passwords ? ' Forgotten your password? Come in by a link, and set a new one.' : null}
      </p>
    </Panel>
  );
}

function Or() {
  return (
    <div className="flex items-center gap-3 text-xs text-ink-3">
      <span className="h-px flex-1 bg-line" />
      or
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

function OnlyLinks() {
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

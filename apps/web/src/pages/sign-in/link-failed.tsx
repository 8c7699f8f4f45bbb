import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, Link2Off } from 'lucide-react';
import type { ApiError } from '../../api/client.ts';
import { meQuery } from '../../api/session.ts';
import { Panel } from './panel.tsx';

export interface LinkFailedProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
  /** Back to the ways in that there are. */
  readonly onLeave: () => void;
}

/** A link that did not sign anybody in: spent, damaged, or not looked at. */
export function LinkFailed({ error, onRetry, onLeave }: LinkFailedProps) {
  const damaged = error.code === 'invalid-input';
  const others = (
    <p>
      <button type="button" onClick={onLeave} className="font-medium text-accent-text hover:underline">
        Other ways to sign in
      </button>
    </p>
  );
  if (damaged || error.code === 'sign-in-link-used') {
    return (
      <div role="alert">
        <Panel icon={<Link2Off aria-hidden />} title={damaged ? 'This link is not complete' : error.title}>
          <p>{damaged ? 'A part of it got lost on the way here, so it cannot be checked.' : error.message}</p>
          <p>{error.remedy ?? 'Ask an operator for a new link.'}</p>
          <StillSignedIn />
          {others}
        </Panel>
      </div>
    );
  }
  return (
    <div role="alert">
      <Panel icon={<CircleAlert aria-hidden />} title={error.title}>
        <p>{error.message}</p>
        {error.remedy === undefined ? null : <p>{error.remedy}</p>}
        <p>
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        </p>
      </Panel>
    </div>
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

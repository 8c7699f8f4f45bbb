import { asApiError } from '../api/client.ts';
import { NotFound } from './not-found.tsx';
import { RequestError } from './request-error.tsx';

export interface PageFailedProps {
  /** What the page is of: "attempt". */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a page whose data did not come: there is nothing at its address, which one may have mistyped, or it failed. */
export function PageFailed({ what, error, onRetry }: PageFailedProps) {
  const { code } = asApiError(error);
  if (code === 'not-found' || code === 'invalid-input') return <NotFound what={what} />;
  return <RequestError error={error} onRetry={onRetry} />;
}

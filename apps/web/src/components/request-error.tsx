import { Button } from '@springboard/ui/button.tsx';
import { ErrorState } from '@springboard/ui/error-state.tsx';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ApiError, asApiError } from '../api/client.ts';
import { Said } from './said.tsx';

export interface RequestErrorProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly actions?: ReactNode;
}

/** A page whose data could not be had: what happened, what to do, and a button that tries again. */
export function RequestError({ error, onRetry, actions }: RequestErrorProps) {
  const failure = asApiError(error);
  const reload = failure.code === 'unexpected';
  return (
    <ErrorState
      title={failure.title}
      detail={<Said>{failure.message}</Said>}
      remedy={failure.remedy === undefined ? undefined : <Said>{failure.remedy}</Said>}
      reference={referenceOf(failure)}
      actions={
        <>
          <Button
            icon={<RotateCw aria-hidden className="size-4" />}
            onClick={reload ? () => window.location.reload() : onRetry}
          >
            {reload ? 'Reload the page' : 'Try again'}
          </Button>
          {actions}
        </>
      }
    />
  );
}

/** What an operator finds the cause by. */
function referenceOf({ code, status, requestNumber }: ApiError): string {
  const parts = [code, status === null ? null : `HTTP ${status}`];
  if (requestNumber !== null) parts.push(`request ${requestNumber}`);
  return parts.filter((part) => part !== null).join(' · ');
}

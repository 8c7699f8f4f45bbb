import { notify } from '@springboard/ui/notices.tsx';
import { asApiError } from '../api/client.ts';
import { Said } from './said.tsx';

/** In the corner: what was asked for was not done, what was kept, and what to do. */
export function notifyFailure(error: unknown): void {
  const { code, title, message, remedy, requestNumber } = asApiError(error);
  notify({
    tone: 'bad',
    title,
    detail: (
      <>
        <Said>{[message, remedy].filter(Boolean).join(' ')}</Said>
        {code === 'internal' && requestNumber !== null ? (
          <span className="mt-1 block font-mono text-xs break-all text-ink-3">request {requestNumber}</span>
        ) : null}
      </>
    ),
  });
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { attemptQuery } from '../../api/attempts.ts';
import { useForeign } from '../../api/use-foreign.ts';
import { NotFound } from '../../components/not-found.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { maxTerminals } from '../../modules/terminals/tabs.ts';
import { Opening } from './opening.tsx';
import { OwnWindow } from './own-window.tsx';

const route = getRouteApi('/signed-in/attempts/$id/terminals/$node/$number');

/**
 * How often the attempt is looked at, in ms. By asking and not by events as the workspace does: a browser opens six connections to one host, and
 * each stream of events keeps one of them for good.
 */
const lookEvery = 5_000;

/** One terminal of an attempt, in a window of its own. */
export function TerminalPage() {
  const params = route.useParams();
  const attempt = useQuery({ ...attemptQuery(params.id), refetchInterval: lookEvery });
  const foreign = useForeign(params.id);
  if (attempt.data === undefined) {
    if (!attempt.isError) return <Opening />;
    return (
      <main className="p-6">
        <RequestError error={attempt.error} onRetry={() => void attempt.refetch()} />
      </main>
    );
  }
  const number = Number(params.number);
  const node = attempt.data.environment?.nodes.find(({ name, terminal }) => name === params.node && terminal);
  const numbered = Number.isInteger(number) && number >= 1 && number <= maxTerminals;
  const unknown = attempt.data.environment !== null && node === undefined;
  if (!numbered || unknown || (foreign && !attempt.data.preview)) return <NotFound what="terminal" />;
  return <OwnWindow attempt={attempt.data} nodeName={params.node} node={node} number={number} />;
}

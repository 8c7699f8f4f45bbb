import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { attemptQuery } from '../../api/attempts.ts';
import { asApiError } from '../../api/client.ts';
import { useForeign } from '../../api/use-foreign.ts';
import { AppShell } from '../../components/app-shell.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Result } from '../../modules/workspace/result.tsx';
import { ForeignWorkspace } from './foreign-workspace.tsx';
import { Workspace } from './workspace.tsx';
import { WorkspaceLoading } from './workspace-loading.tsx';

const route = getRouteApi('/signed-in/attempts/$id');

/** An attempt: the workspace while it goes on, its stored result afterwards. */
export function WorkspacePage() {
  const { id } = route.useParams();
  const attempt = useQuery(attemptQuery(id));
  const inNoListOfMine = useForeign(id);
  // A preview is in no list, and nobody else's is ever shown.
  const foreign = inNoListOfMine && attempt.data?.preview === false;
  if (attempt.data === undefined) {
    if (!attempt.isError) return <WorkspaceLoading />;
    const { code } = asApiError(attempt.error);
    return (
      <AppShell>
        {code === 'not-found' || code === 'invalid-input' ? (
          <NotFound what="attempt" />
        ) : (
          <RequestError error={attempt.error} onRetry={() => void attempt.refetch()} />
        )}
      </AppShell>
    );
  }
  if (attempt.data.state !== 'active') {
    return (
      <AppShell>
        <title>{`Result: ${attempt.data.lab.title} · Springboard`}</title>
        <div className="mx-auto max-w-3xl">
          <Result attempt={attempt.data} foreign={foreign} />
        </div>
      </AppShell>
    );
  }
  if (foreign) return <ForeignWorkspace key={id} attempt={attempt.data} />;
  return <Workspace key={id} attempt={attempt.data} />;
}

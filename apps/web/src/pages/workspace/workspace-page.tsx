import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { attemptQuery } from '../../api/attempts.ts';
import { useForeign } from '../../api/use-foreign.ts';
import { AppShell } from '../../components/app-shell.tsx';
import { PageFailed } from '../../components/page-failed.tsx';
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
    return (
      <AppShell>
        <PageFailed what="attempt" error={attempt.error} onRetry={() => void attempt.refetch()} />
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

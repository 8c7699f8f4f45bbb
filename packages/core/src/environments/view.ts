import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import type { EnvironmentEventRow, EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import { StoredSpec, visibleNodes } from './spec.ts';
import { viewStages } from './stages.ts';

/** An environment as its learner sees it. */
export function viewEnvironment(
  row: EnvironmentRow,
  events: readonly Pick<EnvironmentEventRow, 'at' | 'stage' | 'stageStatus' | 'message' | 'durationMs'>[],
): EnvironmentView {
  const spec = StoredSpec.safeParse(row.spec);
  const stages = viewStages(events);
  const [queue] = stages;
  if (queue && row.state === 'queued') {
    queue.status = 'running';
    queue.startedAt = row.createdAt.toISOString();
  }
  return {
    id: row.id,
    topology: row.topology,
    state: row.state,
    promptOpen: row.promptOpen,
    stages,
    nodes: spec.success ? visibleNodes(spec.data.topology) : [],
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    problem: row.problem,
  };
}

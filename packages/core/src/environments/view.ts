import {
  type EnvironmentView,
  QueueView,
  type SavePointView,
  type StageView,
} from '@springboard/contracts/environments.ts';
import type { EnvironmentEventRow, EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import type { SavePointRow } from '@springboard/db/repositories/save-points.ts';
import type { Context } from '../context.ts';
import { viewWebUis } from '../web-uis.ts';
import { extended, keptUntil } from './lifetime.ts';
import { StoredSpec, visibleNodes } from './spec.ts';
import { viewStages } from './stages.ts';

type StageEvents = readonly Pick<
  EnvironmentEventRow,
  'at' | 'stage' | 'stageStatus' | 'message' | 'durationMs'
>[];

/** What an environment's view is made of. */
export interface EnvironmentParts {
  readonly row: EnvironmentRow;
  readonly events: StageEvents;
  /** Those that are kept, oldest first. */
  readonly savePoints: readonly SavePointRow[];
  /** How long it was paused in all before now, in milliseconds; a pause under way is not in it. */
  readonly pausedMs: number;
}

/** An environment as its learner sees it. */
export function viewEnvironment(
  ctx: Pick<Context, 'limits' | 'clock'>,
  { row, events, savePoints, pausedMs }: EnvironmentParts,
): EnvironmentView {
  const spec = StoredSpec.safeParse(row.spec);
  return {
    id: row.id,
    topology: row.topology,
    state: row.state,
    course: row.course,
    promptOpen: row.promptOpen,
    stages: viewStagesOf(row, events),
    nodes: spec.success ? visibleNodes(spec.data.topology) : [],
    webUis: spec.success ? viewWebUis(spec.data.topology) : [],
    queue: row.state === 'queued' ? viewQueue(row.queue) : null,
    savePoints: savePoints.map(viewSavePoint),
    createdAt: row.createdAt.toISOString(),
    expiresAt: endOf(row, ctx.clock())?.toISOString() ?? null,
    canExtend: canExtend(row, pausedMs, ctx.limits),
    pause: viewPause(row, pausedMs, ctx.limits),
    problem: row.problem,
  };
}

/** The stages of the environment's present course. While it is queued, waiting is what it does. */
export function viewStagesOf(
  row: Pick<EnvironmentRow, 'state' | 'course' | 'createdAt'>,
  events: StageEvents,
): StageView[] {
  const stages = viewStages(events, row.course);
  const [first] = stages;
  if (first && row.state === 'queued') {
    first.status = 'running';
    first.startedAt = row.createdAt.toISOString();
  }
  return stages;
}

/** A place in the queue; null until admission has looked at it, and when what an older release wrote there says less than we show. */
export function viewQueue(queue: unknown): QueueView | null {
  return QueueView.safeParse(queue).data ?? null;
}

/** The end of its time; while it is paused, as far ahead as it was when the pause began. */
function endOf({ state, expiresAt, pausedAt }: EnvironmentRow, now: Date): Date | null {
  if (state !== 'paused' || !expiresAt || !pausedAt) return expiresAt;
  return new Date(expiresAt.getTime() + Math.max(0, now.getTime() - pausedAt.getTime()));
}

function canExtend(row: EnvironmentRow, pausedMs: number, limits: Context['limits']): boolean {
  const { state, readyAt, expiresAt } = row;
  if ((state !== 'ready' && state !== 'saving') || !readyAt || !expiresAt) return false;
  return extended({ readyAt, expiresAt, pausedMs }, limits) !== null;
}

function viewPause(
  { state, pausedAt, pauseReason }: EnvironmentRow,
  pausedMs: number,
  limits: Context['limits'],
): EnvironmentView['pause'] {
  if (state !== 'paused' || !pausedAt) return null;
  return {
    reason: pauseReason ?? 'asked',
    since: pausedAt.toISOString(),
    keptUntil: keptUntil({ pausedAt, pausedMs }, limits).toISOString(),
  };
}

function viewSavePoint({ id, kind, title, taskId, createdAt }: SavePointRow): SavePointView {
  return { id, kind, title, taskId, createdAt: createdAt.toISOString() };
}

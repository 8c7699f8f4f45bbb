import type { Stage } from '@springboard/contracts/environments.ts';
import type {
  AppliedEnvironment,
  DriverStage,
  EnvironmentDriver,
  EnvironmentSpec,
  StageEvent,
} from '@springboard/environments/driver.ts';
import { StageError } from './failure.ts';
import { namesHiddenNode } from './spec.ts';
import type { StageChange } from './stages.ts';

/**
 * Longest time of a driver's stage, in milliseconds. `nodes` may have to unpack an image of gigabytes for the first
 * time; a topology's slowest node boots in seconds, on a busy host in a minute.
 */
const deadlines: Record<DriverStage, number> = { network: 60_000, nodes: 300_000, boot: 180_000 };

/** Has the driver bring the environment to its spec, and passes each of its stages on to `note`, in order. */
export async function applyWithStages(options: {
  readonly driver: Pick<EnvironmentDriver, 'apply'>;
  readonly spec: EnvironmentSpec;
  readonly signal: AbortSignal;
  readonly note: (change: StageChange, at: Date) => Promise<void>;
  readonly onStage: (stage: Stage) => void;
  readonly clock: () => Date;
}): Promise<AppliedEnvironment> {
  const { driver, spec, note, onStage, clock } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const begun = new Set<DriverStage>();
  let timer: NodeJS.Timeout | undefined;
  let noted = Promise.resolve();

  const report = (event: StageEvent) => {
    const at = clock();
    const message =
      event.message !== undefined && !namesHiddenNode(event.message, spec.topology)
        ? event.message
        : undefined;
    const again = event.status === 'started' && begun.has(event.stage);
    const status = again ? 'progress' : event.status;
    if (event.status === 'finished') begun.delete(event.stage);
    else begun.add(event.stage);
    if (!again) {
      clearTimeout(timer);
      onStage(event.stage);
      if (event.status === 'started')
        timer = setTimeout(() => stop.abort(tooSlow(event.stage)), deadlines[event.stage]);
    }
    if (again && message === undefined) return;
    noted = noted.then(() => note({ stage: event.stage, status, message }, at));
    noted.catch((error: unknown) => stop.abort(error));
  };
  try {
    const applied = await driver.apply(spec, report, signal);
    await noted;
    return applied;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(stage: DriverStage): StageError {
  const seconds = deadlines[stage] / 1000;
  return new StageError(stage, `The engine did not end this stage in ${seconds} s`, {
    reason: 'deadline',
    remedy: 'Try again. If it stays so, the host is overloaded: an operator sees why with `npm run doctor`.',
  });
}

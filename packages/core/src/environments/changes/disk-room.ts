import { maxSavePoints } from '@springboard/contracts/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import type { Context } from '../../context.ts';
import type { EnvironmentProblem } from '../failure.ts';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** All save points of one environment hold no more than this of the storage that all share, in bytes. */
const budgetBytes = 8 * GiB;
/** So a single one may hold a part of that: whichever are made, the budget holds. */
const largestBytes = budgetBytes / maxSavePoints;

/** The storage pool, or the environment's part of it, has no room for one more save point. Says so to whoever asked for it. */
export class NoRoomToSave extends Error {
  override readonly name = 'NoRoomToSave';
  readonly problem: EnvironmentProblem;
  constructor(problem: EnvironmentProblem) {
    super(problem.title);
    this.problem = problem;
  }
}

/**
 * Why the environment may not be saved now; null when it may. A save point costs nothing at first: it comes to hold what is written anew
 * afterwards, at most all that the environment alone has on its disks now. While the engine does not say, the save itself finds out.
 */
export async function lackOfRoom(
  ctx: Pick<Context, 'driver' | 'limits' | 'log'>,
  environmentId: string,
): Promise<NoRoomToSave | null> {
  try {
    const [{ disk }, { diskBytes }] = await Promise.all([
      ctx.driver.capacity(),
      ctx.driver.usage(environmentId),
    ]);
    if (diskBytes > largestBytes) return tooLarge(diskBytes);
    const room = disk.total * (1 - ctx.limits.diskReserve) - disk.used;
    return diskBytes > room ? nearlyFull(diskBytes, ctx.limits.diskReserve) : null;
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    ctx.log.debug(
      { err: error, environmentId },
      'The engine does not say what room there is for a save point.',
    );
    return null;
  }
}

const kept = 'Nothing was saved; the environment goes on as it was, and earlier save points are kept.';

function tooLarge(bytes: number): NoRoomToSave {
  return new NoRoomToSave({
    title: 'There is too much in it for a save point',
    detail: `${spoken(bytes)} were written since the last one. A save point may hold ${spoken(largestBytes)}, and all of an environment ${spoken(budgetBytes)}, since the storage is shared. ${kept}`,
    remedy: 'Delete large files that you no longer need, and save again.',
  });
}

function nearlyFull(bytes: number, reserve: number): NoRoomToSave {
  return new NoRoomToSave({
    title: 'The storage of the host is nearly full',
    detail: `A save point would hold up to ${spoken(bytes)}, and the last ${Math.round(reserve * 100)} % are kept for what runs. ${kept}`,
    remedy:
      'Delete save points or large files that you no longer need, or ask an operator to make room; then save again.',
  });
}

/** `312 MiB`, `1.5 GiB`. */
function spoken(bytes: number): string {
  if (bytes < GiB) return `${Math.max(1, Math.round(bytes / MiB))} MiB`;
  return `${Number((bytes / GiB).toFixed(1))} GiB`;
}

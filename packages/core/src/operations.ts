import type { Actor } from '@springboard/contracts/actor.ts';
import type { SystemView } from '@springboard/contracts/system.ts';
import { imageBuild } from '@springboard/db/schema/platform.ts';
import { asc } from 'drizzle-orm';
import { authorize } from './access.ts';
import type { Context } from './context.ts';

/** What an operator looks at first: version, engine, images. */
export async function viewSystem(
  ctx: Context,
  actor: Actor,
  process: { readonly version: string; readonly startedAt: Date },
): Promise<SystemView> {
  authorize(actor, 'environment.any.read');
  const [health, builds] = await Promise.all([
    ctx.driver.health(),
    ctx.db.select().from(imageBuild).orderBy(asc(imageBuild.name)),
  ]);
  return {
    version: process.version,
    installation: ctx.installation,
    startedAt: process.startedAt.toISOString(),
    engine: health.available
      ? { available: true, name: ctx.driver.name, version: health.version, kinds: [...health.kinds] }
      : { available: false, name: ctx.driver.name, reason: health.reason, remedy: health.remedy },
    images: builds.map(({ permille, updatedAt, ...build }) => ({
      ...build,
      progress: permille === null ? null : permille / 1000,
      updatedAt: updatedAt.toISOString(),
    })),
  };
}

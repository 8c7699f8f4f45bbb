import type { Actor } from '@springboard/contracts/actor.ts';
import type { AuditEventView, AuditQuery } from '@springboard/contracts/audit.ts';
import type { SystemView } from '@springboard/contracts/system.ts';
import { person } from '@springboard/db/schema/people.ts';
import { auditEvent, imageBuild } from '@springboard/db/schema/platform.ts';
import { asc, desc, eq, lt } from 'drizzle-orm';
import type { z } from 'zod';
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

/** A page of the audit, newest first. */
export async function listAudit(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  query: z.output<typeof AuditQuery>,
): Promise<AuditEventView[]> {
  authorize(actor, 'audit.read');
  const rows = await ctx.db
    .select({ event: auditEvent, actorName: person.name })
    .from(auditEvent)
    .leftJoin(person, eq(person.id, auditEvent.actor))
    .where(query.before === undefined ? undefined : lt(auditEvent.id, query.before))
    .orderBy(desc(auditEvent.id))
    .limit(query.limit);
  return rows.map(({ event, actorName }) => ({ ...event, at: event.at.toISOString(), actorName }));
}

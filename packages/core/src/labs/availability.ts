import type { Availability } from '@springboard/contracts/labs.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { imageBuild } from '@springboard/db/schema/platform.ts';
import type { EngineCapacity, EngineHealth, ImageRef } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { requireOpen } from '../maintenance/require-open.ts';
import { missingFeature, missingGrant, missingRoom } from './host-needs.ts';

/** How long an answer of the engine is believed: catalogues are asked for often, and engines answer slowly under load. */
const believeMs = { health: 2_000, capacity: 2_000, imageThere: 60_000, imageMissing: 2_000 };

interface Answer<T> {
  readonly until: number;
  readonly value: Promise<T>;
}
const healthOf = new WeakMap<Context['driver'], Answer<EngineHealth>>();
const capacityOf = new WeakMap<Context['driver'], Answer<EngineCapacity | null>>();
const imagesOf = new WeakMap<Context['driver'], Map<string, Answer<boolean>>>();

/** What an environment of a lab would be made from. */
export interface LabGround {
  readonly topology: Topology;
  readonly images: Readonly<Record<string, ImageRef>>;
}

export type Readiness =
  | { readonly availability: { readonly status: 'available' }; readonly ground: LabGround }
  | { readonly availability: Exclude<Availability, { status: 'available' }>; readonly ground: null };

/** Whether labs on this topology can run here and now, and what they would be made from. */
export async function assess(ctx: Context, topologyName: string): Promise<Readiness> {
  const health = await engineHealth(ctx);
  if (!health.available) return unavailable(health.reason, health.remedy);
  const topology = ctx.topology(topologyName);
  if (!topology)
    return unavailable(
      `This installation has no topology named ${topologyName}.`,
      `Add infra/environments/${topologyName}/environment.yaml, or update Springboard.`,
    );
  const hindrance = missingGrant(topology, ctx.limits.grants) ?? missingFeature(topology, featuresOf(health));
  if (hindrance) return unavailable(hindrance.reason, hindrance.remedy);
  let images: LabGround['images'];
  try {
    images = ctx.resolveImages(topology);
  } catch (error) {
    ctx.log.error({ err: error, topology: topologyName }, 'The images of a topology are not known.');
    return unavailable(
      `The image recipes of ${topologyName} cannot be read.`,
      'An operator finds the cause in the log of the worker.',
    );
  }
  const wanted = [...new Map(Object.values(images).map((image) => [image.name, image])).values()];
  const there = await Promise.all(wanted.map((image) => hasImage(ctx, image)));
  const missing = wanted.find((_, index) => !there[index]);
  if (missing) return { availability: await explainMissing(ctx, missing), ground: null };
  const host = await engineCapacity(ctx);
  const full = host && missingRoom(topology, host, ctx.limits);
  if (full) return unavailable(full.reason, full.remedy);
  return { availability: { status: 'available' }, ground: { topology, images } };
}

/** The ground of a lab that can run now. Throws `lab-unavailable` with reason and remedy, also during maintenance. */
export async function requireGround(ctx: Context, topologyName: string): Promise<LabGround> {
  await requireOpen(ctx.db);
  const { availability, ground } = await assess(ctx, topologyName);
  if (ground) return ground;
  throw new ProblemError(
    'lab-unavailable',
    availability.status === 'preparing' ? 'This lab is still being prepared' : 'This lab cannot run here now',
    {
      detail: availability.reason,
      remedy:
        availability.status === 'preparing'
          ? 'Wait until its images are built; the page of the labs shows how far they are.'
          : availability.remedy,
    },
  );
}

/** An engine that runs virtual machines has booted one: its `kvm` works. */
function featuresOf(health: Extract<EngineHealth, { available: true }>): string[] {
  return health.kinds.includes('virtual-machine') ? [...health.features, 'kvm'] : [...health.features];
}

function unavailable(reason: string, remedy: string): Readiness {
  return { availability: { status: 'unavailable', reason, remedy }, ground: null };
}

async function explainMissing(
  ctx: Context,
  image: ImageRef,
): Promise<Exclude<Availability, { status: 'available' }>> {
  const [build] = await ctx.db.select().from(imageBuild).where(eq(imageBuild.name, image.name));
  const remedy =
    'An operator builds it with `npm start`, which builds what is missing; to an engine elsewhere (INCUS_URL) it is copied by hand, see docs/operations.md.';
  if (build?.hash === image.hash && build.state === 'failed')
    return {
      status: 'unavailable',
      reason: `The image ${image.name} could not be built: ${build.detail ?? 'see the log of the build'}`,
      remedy,
    };
  if (build?.hash === image.hash && build.state !== 'ready') {
    const step = build.state === 'building' && build.step !== null ? `: ${build.step}` : '';
    const doing = build.state === 'building' ? 'is being built' : 'waits to be built';
    return {
      status: 'preparing',
      reason: `The image ${image.name} ${doing}${step}`,
      progress: build.permille === null ? null : build.permille / 1000,
    };
  }
  return { status: 'unavailable', reason: `The image ${image.name} has not been built here.`, remedy };
}

function engineHealth(ctx: Context): Promise<EngineHealth> {
  const known = healthOf.get(ctx.driver);
  if (known && known.until > Date.now()) return known.value;
  const value = ctx.driver.health();
  healthOf.set(ctx.driver, { until: Date.now() + believeMs.health, value });
  return value;
}

/** Null when the engine does not say: then nothing is held against a lab. */
function engineCapacity(ctx: Context): Promise<EngineCapacity | null> {
  const known = capacityOf.get(ctx.driver);
  if (known && known.until > Date.now()) return known.value;
  const value = ctx.driver.capacity().catch(() => null);
  capacityOf.set(ctx.driver, { until: Date.now() + believeMs.capacity, value });
  return value;
}

async function hasImage(ctx: Context, image: ImageRef): Promise<boolean> {
  const answers = imagesOf.get(ctx.driver) ?? new Map<string, Answer<boolean>>();
  imagesOf.set(ctx.driver, answers);
  const key = `${image.name} ${image.hash}`;
  const known = answers.get(key);
  if (known && known.until > Date.now()) return known.value;
  const value = ctx.driver.hasImage(image).catch(() => false);
  answers.set(key, { until: Date.now() + believeMs.imageMissing, value });
  if (await value) answers.set(key, { until: Date.now() + believeMs.imageThere, value });
  return value;
}

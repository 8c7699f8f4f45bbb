import { z } from 'zod';

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90s`, `20m`, `4h`, `3d` in milliseconds. */
export const Duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'must be a duration such as 20m, 4h or 3d')
  .transform((text) => {
    const [, number, unit] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
    return Number(number) * units[unit as keyof typeof units];
  });

const Count = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1 to 9999')
  .transform(Number);

const Threads = z
  .string()
  .regex(/^([1-9]|[1-5]\d|6[0-4])$/, 'must be a whole number from 1 to 64')
  .transform(Number);

const Share = z
  .string()
  .regex(/^\d{1,2}%$/, 'must be a share such as 10%')
  .transform((text) => Number(text.slice(0, -1)) / 100);

export const never = z.literal('never').transform(() => null);
const unlimited = z.literal('unlimited').transform(() => null);

/** `linux-single=2,ceph-single=1:frozen`: how many to keep ready of each topology, running unless said otherwise. */
const Pools = z
  .string()
  .regex(
    /^([a-z][a-z0-9-]*=\d{1,3}(:(running|frozen))?(,|$))*$/,
    'must be such as linux-single=2,ceph-single=1:frozen',
  )
  .transform((text) =>
    Object.fromEntries(
      text
        .split(',')
        .filter((part) => part !== '')
        .map((part) => {
          const [topology = '', rest = ''] = part.split('=');
          const [target, mode] = rest.split(':');
          return [
            topology,
            { target: Number(target), mode: mode === 'frozen' ? 'frozen' : 'running' } as const,
          ];
        }),
    ),
  );

const MinuteOfDay = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** `01:00-05:00` in minutes of the day; it may lead over midnight. */
const Hours = z
  .string()
  .refine(
    (text) => text.split('-').length === 2 && text.split('-').every((part) => MinuteOfDay.test(part)),
    'must be such as 01:00-05:00, or never',
  )
  .transform((text) => {
    const [from = 0, until = 0] = text.split('-').map((part) => {
      const [hours = '0', minutes = '0'] = part.split(':');
      return Number(hours) * 60 + Number(minutes);
    });
    return { from, until };
  });

const grants = ['nesting', 'tun', 'fuse', 'kvm', 'forwarding'] as const;
const Grants = z
  .string()
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(z.enum(grants, `must name grants out of ${grants.join(', ')}, with commas between`)));

/**
 * What an operator may limit. The defaults fit a team on one host: a person in two labs at a time, a pause after twenty quiet minutes, a
 * tenth of memory and disk kept back. `forwarding` is granted from the start: it reaches no further than the environment's own networks.
 */
export const limitVariables = {
  SPRINGBOARD_ENVIRONMENTS_PER_PERSON: Count.default(2),
  SPRINGBOARD_ENVIRONMENTS_PER_TEAM: z.union([unlimited, Count]).default(null),
  SPRINGBOARD_PROVISIONING_AT_ONCE: Count.default(6),
  SPRINGBOARD_MEMORY_RESERVE: Share.default(0.1),
  SPRINGBOARD_DISK_RESERVE: Share.default(0.1),
  SPRINGBOARD_IDLE_PAUSE: z.union([never, Duration]).default(20 * units.m),
  SPRINGBOARD_PAUSED_FOR: Duration.default(3 * units.d),
  SPRINGBOARD_LIFETIME: Duration.default(4 * units.h),
  SPRINGBOARD_EXTENSION: Duration.default(units.h),
  SPRINGBOARD_LONGEST_LIFE: Duration.default(12 * units.h),
  SPRINGBOARD_LAB_TESTS_AT_ONCE: Count.default(1),
  SPRINGBOARD_NIGHTLY_LAB_TESTS: z.union([never, Hours]).default({ from: 60, until: 300 }),
  SPRINGBOARD_RECORDINGS_KEPT: Duration.default(90 * units.d),
  SPRINGBOARD_SCREEN_THREADS: Threads.optional(),
  SPRINGBOARD_POOLS: Pools.default({}),
  SPRINGBOARD_GRANTS: Grants.default(['forwarding']),
} as const;

const Shape = z.object(limitVariables);

/** Limits and times as processes use them: milliseconds, and shares from 0 to 1. */
export function limitsOf(given: z.output<typeof Shape>) {
  return {
    environmentsPerPerson: given.SPRINGBOARD_ENVIRONMENTS_PER_PERSON,
    environmentsPerTeam: given.SPRINGBOARD_ENVIRONMENTS_PER_TEAM,
    provisioningAtOnce: given.SPRINGBOARD_PROVISIONING_AT_ONCE,
    memoryReserve: given.SPRINGBOARD_MEMORY_RESERVE,
    diskReserve: given.SPRINGBOARD_DISK_RESERVE,
    idlePauseMs: given.SPRINGBOARD_IDLE_PAUSE,
    pausedForMs: given.SPRINGBOARD_PAUSED_FOR,
    readyForMs: given.SPRINGBOARD_LIFETIME,
    extensionMs: given.SPRINGBOARD_EXTENSION,
    longestLifeMs: given.SPRINGBOARD_LONGEST_LIFE,
    labTestsAtOnce: given.SPRINGBOARD_LAB_TESTS_AT_ONCE,
    nightlyLabTests: given.SPRINGBOARD_NIGHTLY_LAB_TESTS,
    recordingsKeptMs: given.SPRINGBOARD_RECORDINGS_KEPT,
    /** Undefined: as many as the gateway finds right for the machine. */
    screenThreads: given.SPRINGBOARD_SCREEN_THREADS,
    pools: given.SPRINGBOARD_POOLS,
    grants: given.SPRINGBOARD_GRANTS,
  };
}
export type LimitsConfig = ReturnType<typeof limitsOf>;

/** The limits when nothing is set; tests start from these. */
export const defaultLimits: LimitsConfig = limitsOf(Shape.parse({}));

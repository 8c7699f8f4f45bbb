import type { FleetView } from '@springboard/contracts/fleet.ts';
import { countFailedDeliveries } from '@springboard/db/repositories/deliveries.ts';
import type { Context } from '../context.ts';

const dayMs = 86_400_000;

/** Notices that did not leave the platform within the last day. Whoever they were for finds them on their page. */
export async function deliveryAlarms(
  ctx: Pick<Context, 'db' | 'clock'>,
): Promise<FleetView['alarms'][number][]> {
  const since = new Date(ctx.clock().getTime() - dayMs);
  const failed = await countFailedDeliveries(ctx.db, since);
  if (failed.length === 0) return [];
  const parts = failed.map(({ channel, failed: many }) => `${many} by ${channel}`);
  return [
    {
      severity: 'warning',
      title: 'Notices could not be sent',
      detail: `In the last day: ${parts.join(', ')}. They are not tried again; those that are also wanted on the page are there.`,
      remedy:
        'Look for “A notice was not sent” in logs/worker.log: it says why. Then check the settings of mail and chat in docs/operations.md.',
    },
  ];
}

import type { FleetView, ResourceView } from '@springboard/contracts/fleet.ts';
import { bytes, columns, type Output } from '@springboard/host/output.ts';
import { age, ageOf, bar, shortId } from './format.ts';

const cores = (millis: number) => `${(millis / 1000).toFixed(1)} cores`;

function room(name: string, resource: ResourceView, show: (value: number) => string): string[] {
  const { total, planned, used, reserve } = resource;
  const share = (value: number) => (total === 0 ? 0 : value / total);
  return [
    name,
    bar({ used: share(used ?? 0), planned: share(planned), limit: share(total - reserve) }),
    `${used === null ? 'unknown' : show(used)} used, ${show(planned)} planned, ${show(reserve)} reserve, of ${show(total)}`,
  ];
}

/** Capacity, alarms and queue in a screenful. */
export function printFleet(fleet: FleetView, output: Output, now = Date.now()): void {
  for (const alarm of fleet.alarms) {
    const colour = alarm.severity === 'critical' ? 'red' : 'yellow';
    output.line(`${output.paint(colour, alarm.severity)}  ${alarm.title}`);
    output.line(`  ${alarm.detail}`);
    output.line(`  ${alarm.remedy}`);
  }
  if (fleet.alarms.length === 0) output.line(output.paint('green', 'No alarms.'));
  output.line();
  if (fleet.capacity) {
    const { memory, cpu, disk } = fleet.capacity;
    const rows = [room('memory', memory, bytes), room('cpu', cpu, cores), room('disk', disk, bytes)];
    for (const line of columns(rows, 0)) output.line(line);
  } else output.line('The engine does not say what the host has.');
  output.line(`made or woken now: ${fleet.provisioning.running} of ${fleet.provisioning.most}`);
  output.line();
  output.line(output.paint('bold', `Queue (${fleet.queue.length})`));
  const queue = fleet.queue.map((one) => [
    String(one.queue.place),
    shortId(one.environmentId),
    one.topology,
    one.owner ?? '-',
    `waits for ${one.queue.waitsFor}`,
    `since ${ageOf(one.since, now)}`,
    one.queue.startsAt === null ? '' : `starts ${startsIn(one.queue.startsAt, now)}`,
  ]);
  for (const line of columns(queue)) output.line(line);
}

function startsIn(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  return ms <= 0 ? 'any moment' : `in about ${age(ms)}`;
}

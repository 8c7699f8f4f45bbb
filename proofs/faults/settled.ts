import type { World } from '../lib/world.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly frozen: boolean;
}

/** States in which nothing is on its way; `failed` and `lost` are not among them, since both lead to an end by themselves. */
const resting = ['pooled', 'ready', 'paused'];
const over = ['destroyed'];

/** Everything in which database and engine differ, or that is still on its way; empty when all is as it is said to be. */
export async function differences(world: World): Promise<string[]> {
  const found: string[] = [];
  const rows = await world.rows<Row>('select id, state, frozen from environment');
  const living = rows.filter(({ state }) => !over.includes(state));
  for (const { id, state } of living) {
    if (!resting.includes(state)) found.push(`${short(id)} is ${state}${await why(world, id, state)}`);
  }

  const observed = await world.driver.list();
  for (const { id, nodes, savePoints } of observed) {
    const row = living.find((one) => one.id === id);
    if (!row) {
      found.push(`${short(id)} is in the engine without a living row`);
      continue;
    }
    const wanted = row.state === 'paused' || row.frozen ? 'frozen' : 'running';
    for (const { name, status } of nodes) {
      if (status !== wanted) found.push(`${short(id)} ${name} is ${status} and should be ${wanted}`);
    }
    const kept = await world.rows<{ id: string; state: string }>(
      "select id, state from save_point where environment_id = $1 and state not in ('failed', 'deleted')",
      [id],
    );
    for (const one of kept)
      if (one.state !== 'kept') found.push(`save point ${short(one.id)} is ${one.state}`);
    const names = kept.map((one) => one.id).sort();
    if (names.join() !== [...savePoints].sort().join()) {
      found.push(`${short(id)} has ${savePoints.length} save points in the engine and ${names.length} rows`);
    }
  }
  for (const { id, state } of living) {
    if (!observed.some((one) => one.id === id)) found.push(`${short(id)} is ${state} and not in the engine`);
  }

  const twice = await world.rows<{ id: string }>(
    "select environment_id as id from attempt where state = 'active' and environment_id is not null group by environment_id having count(*) > 1",
  );
  for (const { id } of twice) found.push(`${short(id)} belongs to two attempts`);
  const claimed = await world.rows<{ id: string }>(
    "select environment_id as id from environment_event where kind = 'state' and to_state = 'claimed' group by environment_id having count(*) > 1",
  );
  for (const { id } of claimed) found.push(`${short(id)} was claimed twice`);
  return found;
}

const short = (id: string) => id.slice(-8);

/** The last words of a stage that failed. */
async function why(world: World, id: string, state: string): Promise<string> {
  if (state !== 'failed') return '';
  const [event] = await world.rows<{ stage: string; log: string | null }>(
    "select stage, log from environment_event where environment_id = $1 and stage_status = 'failed' order by id desc limit 1",
    [id],
  );
  return event ? ` (${event.stage}: ${event.log?.slice(0, 500)})` : '';
}

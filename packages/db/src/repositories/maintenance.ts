import type { Queryable } from '../client.ts';
import { maintenance } from '../schema/platform.ts';

export type MaintenanceRow = Omit<typeof maintenance.$inferSelect, 'id'>;

/** Undefined while there is none. */
export async function findMaintenance(db: Queryable): Promise<MaintenanceRow | undefined> {
  const [row] = await db.select().from(maintenance);
  return row;
}

/** Begins maintenance, or says it in other words; since when it is stays. */
export async function saveMaintenance(tx: Queryable, row: MaintenanceRow): Promise<void> {
  const { text, startedBy } = row;
  await tx
    .insert(maintenance)
    .values(row)
    .onConflictDoUpdate({ target: maintenance.id, set: { text, startedBy } });
}

/** False when there was none. */
export async function endMaintenanceRow(tx: Queryable): Promise<boolean> {
  return (await tx.delete(maintenance).returning({ id: maintenance.id })).length > 0;
}

import type { IncusDriver } from './driver.ts';
import { removeInstallation } from './installation.ts';

/** Removes every environment of an installation, and what they shared; the driver is closed then. For tests of all kinds. */
export async function removeAll(driver: IncusDriver, installation: string): Promise<void> {
  for (const { id } of await driver.list()) await driver.destroy(id);
  // The engine trips over the NIC of a node that has just gone; asked again it has forgotten it.
  await removeInstallation(driver.client, installation).catch(() =>
    removeInstallation(driver.client, installation),
  );
  await driver.close();
}

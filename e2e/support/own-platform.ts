import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTestInstallation } from '@springboard/config/installation.ts';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { Platform } from '@springboard/testkit/platform.ts';
import type { E2e } from './e2e.ts';

/** A platform beside the one that the specs share. */
export interface OwnPlatform {
  readonly e2e: E2e;
  /** Ends it, and removes its environments and its state folder: they would go on beside the other specs. */
  stop(): Promise<void>;
}

/** Starts a platform for one spec, with settings of its own; `name` is that of its state folder. Rejects as `Platform.start` does. */
export async function startOwnPlatform(
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<OwnPlatform> {
  const state = mkdtempSync(join(tmpdir(), `springboard-${name}-`));
  const installation = newTestInstallation();
  const port = await nextFreePort(18_900, '127.0.0.1');
  const platform = await Platform.start({
    SPRINGBOARD_STATE: state,
    SPRINGBOARD_INSTALLATION: installation,
    SPRINGBOARD_PORT: String(port),
    SPRINGBOARD_GATEWAY_PORT: String(await nextFreePort(port + 1, '127.0.0.1')),
    ...settings,
  });
  return {
    e2e: { state, info: platform.info },
    stop: async () => {
      await platform.stop();
      const socket = process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket';
      await removeAll(new IncusDriver({ installation, endpoint: { kind: 'unix', socket } }), installation);
      await rm(state, { recursive: true, force: true });
    },
  };
}

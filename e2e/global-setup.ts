import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultStateFolder } from '@springboard/config/paths.ts';
import { Platform } from '@springboard/testkit/platform.ts';
import type { E2e } from './support/e2e.ts';

/** Starts one whole platform for all specs, as `npm start` does, in a state folder of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const state =
    process.env.SPRINGBOARD_STATE ?? join(dirname(defaultStateFolder(process.env)), 'springboard-e2e');
  mkdirSync(state, { recursive: true });
  const platform = await Platform.start({ SPRINGBOARD_STATE: state });
  const e2e: E2e = { state, info: platform.info };
  process.env.SPRINGBOARD_E2E = JSON.stringify(e2e);
  return () => platform.stop();
}

import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { outputTo } from '@springboard/host/output.ts';
import { InvalidArgumentError } from 'commander';
import type { ApiClient } from '../api/client.ts';
import { connect } from '../api/connect.ts';

/** Scopes of commands that only look. */
export const reads: readonly Permission[] = ['environment.any.read'];

export const exitCodes = `
Exit codes: 0 done, 1 refused or failed, 2 called wrongly, 3 the platform does not answer, 4 not allowed, 5 no such thing.
With SPRINGBOARD_URL and SPRINGBOARD_TOKEN (an API token of an operator) it works from anywhere; without a token on the
platform's own host, for whoever may read its state folder.`;

export const toErrors = outputTo(process.stderr);

export const json = (value: unknown) => JSON.stringify(value, null, 2);

/** Runs the work with a connection of this command, and gives back what was made for it. */
export async function connected<T>(
  command: string,
  scopes: readonly Permission[],
  work: (api: ApiClient) => Promise<T>,
): Promise<T> {
  const config = loadLauncherConfig(process.env);
  const token = process.env.SPRINGBOARD_TOKEN;
  const connection = await connect({ config, token, command: `springboard ${command}`, scopes });
  try {
    return await work(connection.api);
  } finally {
    await connection.close();
  }
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

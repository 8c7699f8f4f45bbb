import { readFileSync } from 'node:fs';
import { Role } from '@springboard/contracts/roles.ts';
import { z } from 'zod';

const Gains = z
  .strictObject({
    roles: z.array(Role).default([]),
    /** Names of teams, as the page *People* has them. */
    teams: z.array(z.string().trim().min(1).max(120)).default([]),
  })
  .refine(({ roles, teams }) => roles.length + teams.length > 0, 'gives neither roles nor teams');

/** What a group at the provider gives here, by the group's name. */
export const GroupMapping = z.record(z.string().min(1), Gains);
export type GroupMapping = z.output<typeof GroupMapping>;

/** The mapping in this file of JSON. Throws an `Error` whose message goes on from the name of the variable. */
export function readGroupMapping(file: string): GroupMapping {
  const parsed = GroupMapping.safeParse(parse(read(file)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [group, ...rest] = issue?.path ?? [];
  const where = group === undefined ? '' : ` at ${JSON.stringify([group, ...rest].join(' → '))}`;
  throw new Error(`names a file that is no mapping of groups${where}: ${issue?.message}`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('names a file that is not JSON');
  }
}

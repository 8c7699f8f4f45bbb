import { sql } from 'drizzle-orm';
import { bigint, check, integer, json, jsonb, pgTable } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';

/** How the catalogue follows the content repository: a single row. */
export const contentSync = pgTable(
  'content_sync',
  {
    id: integer().primaryKey().default(1),
    /** Syncs that were asked for, and how many of these the last one that is over had seen. */
    requested: bigint({ mode: 'number' }).notNull().default(0),
    done: bigint({ mode: 'number' }).notNull().default(0),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    /** End of the last one that could read the content. */
    goodAt: at('good_at'),
    /** Commit that was read then; null when no commit holds what was read. */
    commit: jsonb().$type<{ commit: string; author: string; at: string; subject: string }>(),
    /** `ContentProblem`s of packages/lab-format that were errors then. */
    problems: jsonb().$type<unknown>().notNull().default([]),
    /** `SkillsYaml` of packages/lab-format as it was read last without an error; `json` keeps its order. */
    skills: json().$type<unknown>().notNull().default({}),
    /** Why the last one could not read the content; null when it could. */
    failure: jsonb().$type<{ detail: string; remedy: string }>(),
  },
  (t) => [check('content_sync_only_row', sql`${t.id} = 1`)],
);

import { readFile } from 'node:fs/promises';
import type { Installation } from './installation.ts';
import { type Clients, nameOf, pathOf } from './measure-routes.ts';
import { isMostOf, isSequential, plansIn, readsOf, type TableRead } from './plans.ts';
import type { Question } from './routes/question.ts';
import type { Things } from './things.ts';

/** A statement that reads more of a table than it should, and the first request that sent it. */
export interface Finding extends TableRead {
  readonly statement: string;
  readonly request: string;
}

/** What the statements of the requests read. */
export interface Explanation {
  readonly statements: number;
  readonly sequential: readonly Finding[];
  /** More than half of a large table, by an index. */
  readonly most: readonly Finding[];
}

/** So much of a statement tells which it is, in characters. */
const shownOfStatement = 160;

/** Has PostgreSQL write down the plan of every statement that the API sends, asks each question once, and looks at the plans. */
export async function explainRoutes(
  installation: Installation,
  clients: Clients,
  asked: readonly Question[],
  things: Things,
): Promise<Explanation> {
  await explainEverything(installation);
  // Its connections take up the setting, and what it keeps is gone: so it sends all that it ever sends.
  await installation.startApi();
  const logFile = await installation.databaseLog();
  const sizes = await tableSizes(installation);
  const statements = new Set<string>();
  const [sequential, most] = [new Map<string, Finding>(), new Map<string, Finding>()];
  for (const question of asked) {
    const from = (await readFile(logFile, 'utf8')).length;
    await (await clients.get(question.as)?.request('GET', pathOf(question, things)))?.text();
    for (const { 'Query Text': text, Plan } of plansIn((await readFile(logFile, 'utf8')).slice(from))) {
      const statement = text.replaceAll(/\s+/g, ' ').trim();
      statements.add(statement);
      for (const read of readsOf(Plan)) {
        const finding = { ...read, statement: shortened(statement), request: nameOf(question, things) };
        const key = `${read.table} ${statement}`;
        if (isSequential(read, sizes)) sequential.set(key, sequential.get(key) ?? finding);
        else if (isMostOf(read, sizes)) most.set(key, most.get(key) ?? finding);
      }
    }
  }
  return { statements: statements.size, sequential: [...sequential.values()], most: [...most.values()] };
}

async function explainEverything({ database }: Installation): Promise<void> {
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name');
  const settings: Readonly<Record<string, string>> = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_parameter_max_length': '0',
    'auto_explain.log_format': 'json',
  };
  for (const [name, value] of Object.entries(settings))
    await database.pool.query(`alter database ${rows[0]?.name} set ${name} = '${value}'`);
}

/** Rows of each table, as the last ANALYZE counted them. */
async function tableSizes({ database }: Installation): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.pool.query<{ name: string; rows: number }>(
    "select relname as name, reltuples::float8 as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  return new Map(rows.map((row) => [row.name, row.rows]));
}

/** Of a long statement beginning and what follows its first `from`: columns tell little. */
function shortened(statement: string): string {
  if (statement.length <= shownOfStatement) return statement;
  const from = statement.search(/\bfrom\b/i);
  return from < 40
    ? `${statement.slice(0, shownOfStatement)}…`
    : `${statement.slice(0, 24)}… ${statement.slice(from, from + shownOfStatement)}…`;
}

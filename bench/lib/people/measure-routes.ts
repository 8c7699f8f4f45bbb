import { type ApiClient, ApiError } from '@springboard/testkit/api-client.ts';
import { quantile, type Row } from '../measure.ts';
import { cpuMs } from './cpu.ts';
import type { Installation } from './installation.ts';
import type { Asker, Question } from './routes/question.ts';
import type { Things } from './things.ts';

/** How one request did. */
export interface Measured extends Row {
  readonly p95Ms: number;
  /** CPU time of one request, in milliseconds. */
  readonly cpu: { readonly database: number; readonly api: number };
}

/** How all of them did, the slowest first. */
export interface Answers {
  readonly measured: readonly Measured[];
  /** Which could be asked, and which were refused or failed, with the words of the API. */
  readonly answered: readonly Question[];
  readonly refused: readonly string[];
}

/** Somebody's clients by whose they are. */
export type Clients = ReadonlyMap<Asker, ApiClient>;

export const pathOf = ({ path }: Question, things: Things) => `/api${path(things)}`;

/** A name that tells one request of a route from its others: ids are in no one's interest. */
export function nameOf({ door, as, path }: Question, things: Things): string {
  const [, query] = path(things).split('?');
  return `${door.replace('GET ', '')}${query === undefined ? '' : ` ?${decodeURIComponent(query)}`} (${as})`;
}

/** Asks one after the other, so that each is alone; the first, which fills caches, is not counted. */
export async function measureRoutes(
  installation: Installation,
  clients: Clients,
  asked: readonly Question[],
  things: Things,
  rounds: number,
): Promise<Answers> {
  const rows: Measured[] = [];
  const answered: Question[] = [];
  const refused: string[] = [];
  for (const question of asked) {
    const client = clients.get(question.as);
    if (!client) throw new Error(`${question.as} is not signed in`);
    const ask = async () => (await client.request('GET', pathOf(question, things))).text();
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.push(`${nameOf(question, things)}: ${error.message}`);
      continue;
    }
    answered.push(question);
    const before = await usedBy(installation);
    const samplesMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await ask();
      samplesMs.push(performance.now() - begun);
    }
    const after = await usedBy(installation);
    const cpu = {
      database: (after.database - before.database) / rounds,
      api: (after.api - before.api) / rounds,
    };
    rows.push({ what: nameOf(question, things), samplesMs, p95Ms: quantile(samplesMs, 0.95), cpu });
  }
  return { measured: rows.toSorted((a, b) => b.p95Ms - a.p95Ms), answered, refused };
}

async function usedBy({ apiPid, databasePid }: Installation) {
  return { api: await cpuMs(apiPid), database: await cpuMs(databasePid) };
}

import { accessRows } from '@springboard/contracts/access/table.ts';
import { quantile } from '../lib/measure.ts';
import { explainRoutes, type Finding } from '../lib/people/explain-routes.ts';
import { measureHeatMap } from '../lib/people/heat-map.ts';
import { Installation } from '../lib/people/installation.ts';
import { type Clients, measureRoutes } from '../lib/people/measure-routes.ts';
import { buildPages } from '../lib/people/pages.ts';
import { questions } from '../lib/people/routes/asked.ts';
import { uncovered } from '../lib/people/routes/coverage.ts';
import { leftOut } from '../lib/people/routes/left-out.ts';
import { seedPeople } from '../lib/people/seed.ts';
import { learnerId, type Size, seniors } from '../lib/people/size.ts';
import { findThings } from '../lib/people/things.ts';
import type { Suite } from '../lib/suite.ts';

const full: Size = { people: 500, teams: 5, labs: 60, attemptsPerPerson: 80, checkRunsPerAttempt: 50 };
const small: Size = { people: 100, teams: 1, labs: 60, attemptsPerPerson: 80, checkRunsPerAttempt: 5 };
const goals = { answerMs: 150, drawnMs: 1_000 };

export const people: Suite = {
  summary:
    'what every page reads over HTTP, with 500 people, 60 labs, 40,000 attempts and 2 million check runs; the heat map in Chromium; the plans of all statements',
  async run({ quick }) {
    const size = quick ? small : full;
    await buildPages();
    const installation = await Installation.prepare();
    try {
      console.error(`  filling the database: ${size.people * size.attemptsPerPerson} attempts`);
      const begun = performance.now();
      await seedPeople(installation.superuserUrl, size);
      const seedSeconds = (performance.now() - begun) / 1000;
      const things = await findThings(installation.database);
      await installation.startApi();
      const clients = await signInAll(installation);
      console.error(`  filled in ${seedSeconds.toFixed(0)} s; ${questions.length} requests`);
      const routes = await measureRoutes(installation, clients, questions, things, quick ? 5 : 40);
      const manager = clients.get(seniors.manager);
      if (!manager) throw new Error('no manager');
      console.error('  the heat map in Chromium');
      const map = await measureHeatMap(manager, things, (size.people / size.teams) * size.labs, 5);
      console.error('  the plans of all statements');
      const plans = await explainRoutes(installation, clients, questions, things);
      const gaps = uncovered(
        accessRows.map(({ door }) => door),
        [...questions.map(({ door }) => door), ...Object.keys(leftOut)],
      );
      const missed = routes.filter(({ p95Ms }) => p95Ms > goals.answerMs);
      return {
        rows: [map, ...routes],
        figures: [
          { what: 'seconds to fill the database', value: Math.round(seedSeconds), unit: 's' },
          ...routes.slice(0, 20).map(({ what, cpu }) => ({
            what: `CPU of ${what}, PostgreSQL + API`,
            value: Math.round(cpu.database + cpu.api),
            unit: `ms (${cpu.database.toFixed(1)} + ${cpu.api.toFixed(1)})`,
          })),
        ],
        goals: [
          {
            what: 'slowest request: p95',
            value: routes[0]?.p95Ms ?? Number.NaN,
            atMost: goals.answerMs,
            unit: 'ms',
          },
          {
            what: `requests with a p95 above ${goals.answerMs} ms`,
            value: missed.length,
            atMost: 0,
            unit: `of ${routes.length}`,
          },
          {
            what: 'routes that pages may read and nothing measures',
            value: gaps.notMeasured.length,
            atMost: 0,
            unit: 'routes',
          },
          {
            what: 'heat map drawn: p95',
            value: quantile(map.samplesMs, 0.95),
            atMost: goals.drawnMs,
            unit: 'ms',
          },
          {
            what: 'plans: no sequential scan of a large table',
            value: plans.sequential.length,
            atMost: 0,
            unit: `of ${plans.statements} statements`,
          },
        ],
        notes: [
          'PostgreSQL of its own that is not synced to disk; the API as `npm start` runs it, over HTTP on loopback, without an engine.',
          ...missed.map(({ what, p95Ms }) => `Above ${goals.answerMs} ms: ${what}: ${p95Ms.toFixed(0)} ms`),
          ...gaps.notMeasured.map((door) => `Not measured: ${door}`),
          ...Object.entries(leftOut).map(([door, why]) => `Left out: ${door}: ${why}`),
          ...plans.sequential.map((found) => `Sequential scan: ${told(found)}`),
          ...plans.most.map((found) => `Most of a table, by an index: ${told(found)}`),
        ],
      };
    } finally {
      await installation.remove();
    }
  },
};

async function signInAll(installation: Installation): Promise<Clients> {
  const who = [learnerId, ...Object.values(seniors)] as const;
  return new Map(await Promise.all(who.map(async (id) => [id, await installation.signIn(id)] as const)));
}

function told({ table, how, rows, request, statement }: Finding): string {
  return `${table}, ${rows} rows (${how}), for ${request}: ${statement}`;
}

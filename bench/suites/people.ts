import { conclusions } from '../lib/people/conclusions.ts';
import { explainRoutes } from '../lib/people/explain-routes.ts';
import { measureHeatMap } from '../lib/people/heat-map.ts';
import { Installation } from '../lib/people/installation.ts';
import { type Clients, measureRoutes } from '../lib/people/measure-routes.ts';
import { buildPages } from '../lib/people/pages.ts';
import { questions } from '../lib/people/routes/asked.ts';
import { seedPeople } from '../lib/people/seed.ts';
import { learnerId, type Size, seniors } from '../lib/people/size.ts';
import { findThings } from '../lib/people/things.ts';
import type { Suite } from '../lib/suite.ts';

const full: Size = { people: 500, teams: 5, labs: 60, attemptsPerPerson: 80, checkRunsPerAttempt: 50 };
const small: Size = { people: 100, teams: 1, labs: 60, attemptsPerPerson: 80, checkRunsPerAttempt: 5 };
/** How often each request is made, and how often the heat map is opened. */
const rounds = { quick: 5, full: 40, heatMap: 5 };

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
      console.error(`  ${questions.length} requests, after ${seedSeconds.toFixed(0)} s`);
      const asked = quick ? rounds.quick : rounds.full;
      const answers = await measureRoutes(installation, clients, questions, things, asked);
      console.error('  the heat map in Chromium');
      const manager = clients.get(seniors.manager);
      if (!manager) throw new Error('the manager is not signed in');
      const cells = (size.people / size.teams) * size.labs;
      const map = await measureHeatMap(manager, things, cells, rounds.heatMap);
      console.error('  the plans of all statements');
      const plans = await explainRoutes(installation, clients, answers.answered, things);
      return {
        rows: [map, ...answers.measured],
        ...conclusions({ seedSeconds, answers, map, plans }),
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

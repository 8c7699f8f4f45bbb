import { listLatestPasses, listSignOffs } from '@springboard/db/repositories/readiness.ts';
import type { PathDefinition, ReadinessRule } from '@springboard/lab-format/model/path.ts';
import type { Context } from '../context.ts';
import type { Standings } from '../paths/standings.ts';
import { latestPass, type Pass } from './latest-pass.ts';

type SignOff = Awaited<ReturnType<typeof listSignOffs>>[number];

/** What people have shown of what rules ask for. */
export interface Evidence {
  /** The latest pass of somebody at a lab with this share of its points. */
  readonly latestOf: (personId: string, slug: string, pass: number) => Pass | undefined;
  /** Those that stand, by the id of the skill. */
  readonly signOffsOf: (personId: string) => ReadonlyMap<string, SignOff>;
}

/**
 * Loads it for the rules of these people's paths: two queries for any number of them. Only of labs that no path has are attempts asked for: those at
 * the others are there.
 */
export async function loadEvidence(
  ctx: Pick<Context, 'db'>,
  { standings, tried }: Pick<Standings, 'standings' | 'tried'>,
): Promise<Evidence> {
  const asking = standings.filter(({ path }) => path.readiness.length > 0);
  const people = [...new Set(asking.map(({ assigned }) => assigned.personId))];
  const wanted = new Map(
    [...new Set(asking.map(({ path }) => path))].flatMap((path) =>
      path.readiness.flatMap((rule) =>
        rule.labs.flatMap((slug) => {
          if (tried.slugs.has(slug)) return [];
          const lab = { slug, pass: passOf(path, rule, slug) };
          return [[keyOf(lab.slug, lab.pass), lab] as const];
        }),
      ),
    ),
  );
  const [latest, given] = await Promise.all([
    listLatestPasses(ctx.db, people, [...wanted.values()]),
    listSignOffs(ctx.db, people),
  ]);
  const asked = new Map(latest.map((row) => [keyOf(row.personId, row.slug, row.pass), row]));
  const signOffs = new Map<string, Map<string, SignOff>>();
  for (const row of given) {
    const own = signOffs.get(row.personId) ?? new Map<string, SignOff>();
    signOffs.set(row.personId, own.set(row.skillId, row));
  }
  return {
    latestOf: (personId, slug, pass) =>
      tried.slugs.has(slug)
        ? latestPass(tried.attempts.get(personId)?.get(slug) ?? [], pass)
        : asked.get(keyOf(personId, slug, pass)),
    signOffsOf: (personId) => signOffs.get(personId) ?? new Map(),
  };
}

/** Share of its points that a lab of the rule needs: the rule's, or what the path asks for. */
export function passOf(path: PathDefinition, rule: ReadinessRule, slug: string): number {
  if (rule.pass !== null) return rule.pass;
  const item = path.items.find(({ id }) => id === slug);
  return item?.kind === 'lab' ? item.pass : 1;
}

const keyOf = (...parts: readonly (string | number)[]) => JSON.stringify(parts);

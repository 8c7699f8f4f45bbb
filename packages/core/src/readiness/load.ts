import type { ReadinessLab, ReadinessSignOff, ReadinessView } from '@springboard/contracts/readiness.ts';
import { listLatestPasses, listSignOffs } from '@springboard/db/repositories/readiness.ts';
import type { PathDefinition, ReadinessRule } from '@springboard/lab-format/model/path.ts';
import type { SkillsYaml } from '@springboard/lab-format/schema/skills.ts';
import type { Context } from '../context.ts';
import type { Standing, Standings } from '../paths/standings.ts';
import { latestPass, type Pass } from './latest-pass.ts';
import { type Part, readinessBy } from './rule.ts';

type SignOff = Awaited<ReturnType<typeof listSignOffs>>[number];

/**
 * How each of these people stands by the rules of their path, in the order of `standings`: two queries for any number of them. Only of labs that no
 * path has are attempts asked for: those at the others are there.
 */
export async function loadReadiness(
  ctx: Pick<Context, 'db'>,
  { standings, facts, tried }: Standings,
  skills: SkillsYaml,
): Promise<ReadinessView[][]> {
  const asking = standings.filter(({ path }) => path.readiness.length > 0);
  const people = [...new Set(asking.map(({ assigned }) => assigned.personId))];
  const wanted = new Map(
    asking.flatMap(({ path }) =>
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
  const passes = Map.groupBy(latest, ({ personId }) => personId);
  const signOffs = Map.groupBy(given, ({ personId }) => personId);
  const titleOf = (slug: string) => facts.get(slug)?.title ?? slug;
  return standings.map((standing) => {
    const { personId } = standing.assigned;
    const asked = new Map(passes.get(personId)?.map((row) => [keyOf(row.slug, row.pass), row]));
    const latestOf = (slug: string, pass: number) =>
      tried.slugs.has(slug)
        ? latestPass(tried.attempts.get(personId)?.get(slug) ?? [], pass)
        : asked.get(keyOf(slug, pass));
    const signed = new Map(signOffs.get(personId)?.map((row) => [row.skillId, row]));
    return standing.path.readiness.map((rule) =>
      viewRule(standing, rule, { latestOf, signed, titleOf, skills }),
    );
  });
}

interface Known {
  readonly latestOf: (slug: string, pass: number) => Pass | undefined;
  readonly signed: ReadonlyMap<string, SignOff>;
  readonly titleOf: (slug: string) => string;
  readonly skills: SkillsYaml;
}

function viewRule({ path, today }: Standing, rule: ReadinessRule, known: Known): ReadinessView {
  const passes = new Map(
    rule.labs.map((slug) => [slug, known.latestOf(slug, passOf(path, rule, slug))] as const),
  );
  const shown = {
    labs: new Map(rule.labs.flatMap((slug) => dated(slug, passes.get(slug)?.at))),
    signOffs: new Map(rule.signOffs.flatMap((skill) => dated(skill, known.signed.get(skill)?.signedAt))),
  };
  const { ready, since, until, labs, signOffs } = readinessBy(rule, shown, today);
  const viewLab = ({ id: slug, ...part }: Part): ReadinessLab => {
    const row = passes.get(slug);
    const pass = Math.round(passOf(path, rule, slug) * 100);
    return { slug, title: known.titleOf(slug), pass, ...part, evidence: row ? evidenceOf(row) : null };
  };
  const viewSignOff = ({ id: skillId, ...part }: Part): ReadinessSignOff => {
    const row = known.signed.get(skillId);
    const signOff = row ? { id: row.id, by: row.by, at: row.signedAt.toISOString(), note: row.note } : null;
    return { skillId, text: textOf(skillId, known.skills), ...part, signOff };
  };
  return {
    id: rule.id,
    title: rule.title,
    ready,
    since: since?.toISOString() ?? null,
    until,
    labs: labs.map(viewLab),
    signOffs: signOffs.map(viewSignOff),
  };
}

function evidenceOf({ attemptId, at, score, maxScore }: Pass): ReadinessLab['evidence'] {
  return { attemptId, at: at.toISOString(), score, maxScore };
}

/** Share of its points that a lab of the rule needs: the rule's, or what the path asks for. */
function passOf(path: PathDefinition, rule: ReadinessRule, slug: string): number {
  const item = path.items.find(({ id }) => id === slug);
  return rule.pass ?? (item?.kind === 'lab' ? item.pass : 1);
}

function textOf(skillId: string, skills: SkillsYaml): string {
  for (const group of Object.values(skills)) {
    const text = group.skills[skillId];
    if (text !== undefined) return text;
  }
  return skillId;
}

function dated(id: string, at: Date | undefined): (readonly [string, Date])[] {
  return at ? [[id, at]] : [];
}

const keyOf = (slug: string, pass: number) => JSON.stringify([slug, pass]);

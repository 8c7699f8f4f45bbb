import type { ReadinessLab, ReadinessSignOff, ReadinessView } from '@springboard/contracts/readiness.ts';
import type { ReadinessRule } from '@springboard/lab-format/model/path.ts';
import type { SkillsYaml } from '@springboard/lab-format/schema/skills.ts';
import type { Context } from '../context.ts';
import type { Standing, Standings } from '../paths/standings.ts';
import { type Evidence, loadEvidence, passOf } from './evidence.ts';
import type { Pass } from './latest-pass.ts';
import { type Part, readinessBy } from './rule.ts';

/** How each of these people stands by the rules of their path, in the order of `standings`: two queries for any number of them. */
export async function loadReadiness(
  ctx: Pick<Context, 'db'>,
  loaded: Standings,
  skills: SkillsYaml,
): Promise<ReadinessView[][]> {
  const evidence = await loadEvidence(ctx, loaded);
  const titleOf = (slug: string) => loaded.facts.get(slug)?.title ?? slug;
  return loaded.standings.map((standing) =>
    standing.path.readiness.map((rule) => viewRule(standing, rule, { evidence, titleOf, skills })),
  );
}

interface Known {
  readonly evidence: Evidence;
  readonly titleOf: (slug: string) => string;
  readonly skills: SkillsYaml;
}

function viewRule(standing: Standing, rule: ReadinessRule, known: Known): ReadinessView {
  const { path, today } = standing;
  const { personId } = standing.assigned;
  const passes = new Map(
    rule.labs.map(
      (slug) => [slug, known.evidence.latestOf(personId, slug, passOf(path, rule, slug))] as const,
    ),
  );
  const signed = known.evidence.signOffsOf(personId);
  const shown = {
    labs: new Map(rule.labs.flatMap((slug) => dated(slug, passes.get(slug)?.at))),
    signOffs: new Map(rule.signOffs.flatMap((skill) => dated(skill, signed.get(skill)?.signedAt))),
  };
  const { ready, since, until, labs, signOffs } = readinessBy(rule, shown, today);
  const viewLab = ({ id: slug, ...part }: Part): ReadinessLab => {
    const row = passes.get(slug);
    const pass = Math.round(passOf(path, rule, slug) * 100);
    return { slug, title: known.titleOf(slug), pass, ...part, evidence: row ? evidenceOf(row) : null };
  };
  const viewSignOff = ({ id: skillId, ...part }: Part): ReadinessSignOff => {
    const row = signed.get(skillId);
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

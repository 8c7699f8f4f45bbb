import type { ReadinessRule } from '@springboard/lab-format/model/path.ts';
import type { Standing } from '../paths/standings.ts';
import { type Evidence, passOf } from './evidence.ts';
import { type Readiness, readinessBy } from './rule.ts';

/** Whether somebody is ready by a rule of their path, and until when; null: they are not. Of most people one part that was never shown says so. */
export function readyBy(
  { assigned: { personId }, path, today }: Standing,
  rule: ReadinessRule,
  evidence: Evidence,
): Pick<Readiness, 'since' | 'until'> | null {
  const [labs, signOffs] = [new Map<string, Date>(), new Map<string, Date>()];
  const signed = evidence.signOffsOf(personId);
  for (const skillId of rule.signOffs) {
    const at = signed.get(skillId)?.signedAt;
    if (!at) return null;
    signOffs.set(skillId, at);
  }
  for (const slug of rule.labs) {
    const at = evidence.latestOf(personId, slug, passOf(path, rule, slug))?.at;
    if (!at) return null;
    labs.set(slug, at);
  }
  const readiness = readinessBy(rule, { labs, signOffs }, today);
  return readiness.ready ? readiness : null;
}

import type { Queryable } from '@springboard/db/client.ts';
import { findContentSync } from '@springboard/db/repositories/content.ts';
import { SkillsYaml } from '@springboard/lab-format/schema/skills.ts';

/** The list of skills as the content had it last; empty before the first sync. */
export async function loadSkills(db: Queryable): Promise<SkillsYaml> {
  return SkillsYaml.safeParse((await findContentSync(db))?.skills).data ?? {};
}

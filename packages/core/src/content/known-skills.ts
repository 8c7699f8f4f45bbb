import type { ContentCommit, ContentRepository } from '@springboard/content/repository.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { SkillsYaml } from '@springboard/lab-format/schema/skills.ts';
import type { Context } from '../context.ts';

/**
 * What was read last serves an editor so long, in milliseconds: it asks half a second after each key, and each look at a repository elsewhere fetches
 * it over the network and writes all of its files out.
 */
const servesForMs = 30_000;
const readLast = new WeakMap<ContentRepository, { readonly skills: SkillsYaml; readonly at: number }>();

type Reader = Pick<Context, 'content' | 'clock'>;

/** The newest commit, and the skills as they are now. Throws `ContentError`. */
export async function readNow(ctx: Reader): Promise<{ commit: string; skills: SkillsYaml }> {
  const { commit, skills } = await readSkills(ctx);
  // A folder with changes that no commit holds has one before them, or is no checkout, which is said then.
  return { commit: (commit ?? (await ctx.content.newest())).commit, skills: skills ?? {} };
}

/** Ids of all skills as they are now. Undefined where the content or its `skills.yaml` cannot be read at the moment: then skills are not checked. */
export async function knownSkills(ctx: Reader): Promise<string[] | undefined> {
  try {
    const { skills } = await readSkills(ctx);
    return skills === null ? undefined : skillIds(skills);
  } catch {
    return undefined;
  }
}

/** The same as somebody read them a moment ago. */
export async function skillsKnownLately(ctx: Reader): Promise<string[] | undefined> {
  const last = readLast.get(ctx.content);
  const fresh = last && ctx.clock().getTime() - last.at < servesForMs;
  if (fresh) return skillIds(last.skills);
  return (await knownSkills(ctx)) ?? (last && skillIds(last.skills));
}

export function skillIds(skills: SkillsYaml): string[] {
  return Object.values(skills).flatMap((group) => Object.keys(group.skills));
}

async function readSkills(ctx: Reader): Promise<{ commit: ContentCommit | null; skills: SkillsYaml | null }> {
  const at = ctx.clock().getTime();
  await using snapshot = await ctx.content.snapshot();
  if (!snapshot) throw new Error('There is a snapshot for everybody who has no commit already.');
  const { skills, problems } = await loadLabs(snapshot.folder, { only: [] });
  if (problems.some(({ file, severity }) => severity === 'error' && file.endsWith('skills.yaml')))
    return { commit: snapshot.commit, skills: null };
  readLast.set(ctx.content, { skills, at });
  return { commit: snapshot.commit, skills };
}

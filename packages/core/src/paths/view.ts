import type { PathItemView, PathSkillView, PathView } from '@springboard/contracts/paths.ts';
import type { LabFacts } from '@springboard/db/repositories/path-facts.ts';
import type { SkillsYaml } from '@springboard/lab-format/schema/skills.ts';
import { addDays } from './days.ts';
import { type ItemState, turnsOf } from './item-state.ts';
import { itemTitle } from './item-title.ts';
import type { LabStanding } from './lab-standing.ts';
import { progressOf } from './progress.ts';
import type { Standing, Standings } from './standings.ts';

/** One person's way along one path, as its page shows it. */
export function viewPath(
  standing: Standing,
  facts: Standings['facts'],
  skills: SkillsYaml,
): Omit<PathView, 'readiness'> {
  const { assigned, path, states, today } = standing;
  const { startsOn } = assigned;
  const turns = turnsOf(states, today);
  return {
    assignmentId: assigned.assignmentId,
    id: path.id,
    title: path.title,
    summary: path.summary,
    owner: path.owner,
    startsOn,
    assignedBy: assigned.assignedBy,
    team: assigned.team,
    waitsFor: [...standing.waitsFor],
    progress: progressOf(states, { startsOn, today }),
    items: states.map((state, index) => ({
      ...viewItem(state, standing, facts),
      turn: turns[index] ?? 'later',
    })),
    skills: viewSkills(standing, facts, skills),
  };
}

function viewItem(
  state: ItemState,
  { assigned, path, labs, moved }: Standing,
  facts: Standings['facts'],
): Omit<PathItemView, 'turn'> {
  const { item, status, late, dueOn } = state;
  const titleOf = (id: string) => {
    const other = path.items.find((one) => one.id === id);
    return other ? itemTitle(other, facts) : id;
  };
  const due = moved.get(item.id);
  const planned = item.due === null ? null : addDays(assigned.startsOn, item.due);
  const row = labs.get(item.id);
  return {
    id: item.id,
    kind: item.kind,
    title: titleOf(item.id),
    optional: item.optional,
    status,
    late,
    dueOn,
    moved: due ? { from: planned, reason: due.reason, by: due.by } : null,
    waitsFor: state.waitsFor.map((id) => ({ id, title: titleOf(id) })),
    doneAt: state.facts.doneAt?.toISOString() ?? null,
    lab: item.kind === 'lab' ? viewLab(item, facts.get(item.id)) : null,
    teach:
      item.kind === 'teach' && facts.has(item.lab) ? { slug: item.lab, helpfulTo: item.helpfulTo } : null,
    url: item.kind === 'reading' ? item.url : null,
    attempts: row?.attempts ?? 0,
    activeAttemptId: row?.activeId ?? null,
    best: row?.best ? viewBest(row.best) : null,
  };
}

function viewLab(
  item: Extract<ItemState['item'], { kind: 'lab' }>,
  lab: LabFacts | undefined,
): PathItemView['lab'] {
  if (!lab) return null;
  const { slug, minutes, level } = lab;
  return { slug, minutes, level, pass: Math.round(item.pass * 100), secondReviewer: item.secondReviewer };
}

function viewBest({ id, ...points }: NonNullable<LabStanding['best']>): PathItemView['best'] {
  return { attemptId: id, ...points };
}

/** Skills of the path's labs in the order of the list of skills, each with the attempts that show it. */
function viewSkills(
  { path, labs }: Standing,
  facts: Standings['facts'],
  skills: SkillsYaml,
): PathSkillView[] {
  const taught = path.items.flatMap((item) => facts.get(item.id) ?? []);
  return Object.values(skills).flatMap((group) =>
    Object.entries(group.skills).flatMap(([id, text]) => {
      const by = taught.filter((lab) => lab.skills.includes(id));
      if (by.length === 0) return [];
      const shown = by.map(({ slug, title }) => {
        const row = labs.get(slug);
        const evidence = row?.passed ? { attemptId: row.passed.id, at: row.passed.at.toISOString() } : null;
        return { slug, title, evidence };
      });
      return [{ id, text, group: group.title, labs: shown }];
    }),
  );
}

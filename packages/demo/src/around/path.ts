import { addDays } from '@springboard/core/paths/days.ts';
import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { Dice, demoId } from '../dice.ts';
import type { History } from '../history.ts';
import { dayOf, lastAtWork, timeOn, workdaysBefore } from '../office-time.ts';
import type { Story } from '../story/story.ts';
import { manager } from '../story/teams.ts';

/** What somebody read, which due dates were moved for them, and who signed what off. */
export function tellPath(now: Date, history: History, story: Story, path: PathDefinition): void {
  const dice = new Dice('path', story.id);
  const on = (ago: number) => timeOn(workdaysBefore(lastAtWork(now), ago), 16 + dice.share());
  for (const { item, ago } of story.readings)
    history.readings.push({ personId: story.id, pathId: path.id, itemId: item, readAt: on(ago) });
  const first = dayOf(workdaysBefore(lastAtWork(now), story.joined));
  for (const { item, ago, days, reason } of story.moved ?? []) {
    const due = path.items.find(({ id }) => id === item)?.due;
    if (due == null) throw new Error(`${item} has no due date that could be moved`);
    const dueOn = addDays(first, due + days);
    const movedAt = on(ago);
    history.dues.push({
      ...{ personId: story.id, pathId: path.id, itemId: item },
      dueOn,
      reason,
      movedBy: manager,
      movedAt,
    });
    audit(history, movedAt, manager, 'path.move-due', story.id, { path: path.id, item, dueOn, reason });
  }
  for (const { skill, ago, by, note } of story.signed ?? []) {
    const id = demoId('sign-off', story.id, skill);
    const signedAt = on(ago);
    history.signOffs.push({ id, personId: story.id, skillId: skill, note, signedBy: by, signedAt });
    audit(history, signedAt, by, 'readiness.sign-off', story.id, { skill, signOffId: id });
  }
}

function audit(
  history: History,
  at: Date,
  actor: string,
  action: string,
  personId: string,
  detail: Record<string, unknown>,
): void {
  history.audit.push({
    at,
    actor,
    via: 'session',
    action,
    subjectKind: 'person',
    subjectId: personId,
    detail,
  });
}

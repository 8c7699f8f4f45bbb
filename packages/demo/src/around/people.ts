import { demoId } from '../dice.ts';
import type { History } from '../history.ts';
import { dayOf, hour, lastAtWork, timeOn, workdaysBefore } from '../office-time.ts';
import type { Story } from '../story/story.ts';
import { leaders, manager, mentor, teams } from '../story/teams.ts';

export const demoPath = 'new-infrastructure-engineer';

export function teamId(name: string): string {
  return demoId('team', name);
}

/** The teams, and everybody in them since their first day, on the path since then. */
export function tellPeople(now: Date, history: History, stories: readonly Story[]): void {
  const dayBefore = (ago: number) => workdaysBefore(lastAtWork(now), ago);
  for (const { name, made } of teams)
    history.teams.push({
      id: teamId(name),
      name,
      mentorId: mentor,
      managerId: manager,
      createdAt: timeOn(dayBefore(made), 9),
    });
  for (const { role, ...leader } of leaders) {
    const createdAt = timeOn(dayBefore(teams[0].made), 8.5);
    history.people.push({ ...leader, emailVerified: true, createdAt, updatedAt: createdAt });
    history.roles.push({ personId: leader.id, role });
    history.members.push({ teamId: teamId(teams[0].name), personId: leader.id, joinedOn: dayOf(createdAt) });
  }
  for (const { id, name, email, roles, team, joined, mentorId } of stories) {
    const first = dayBefore(joined);
    const createdAt = timeOn(first, 8.5);
    history.people.push({ id, name, email, emailVerified: true, createdAt, updatedAt: createdAt });
    for (const role of roles) history.roles.push({ personId: id, role });
    history.members.push({
      teamId: teamId(team),
      personId: id,
      joinedOn: dayOf(first),
      mentorId: mentorId ?? null,
    });
    const assignmentId = demoId('assignment', id);
    history.assignments.push({
      id: assignmentId,
      pathId: demoPath,
      personId: id,
      startsOn: dayOf(first),
      assignedBy: manager,
      assignedAt: createdAt,
    });
    history.audit.push({
      ...{
        at: createdAt,
        actor: manager,
        via: 'session',
        action: 'path.assign',
        subjectKind: 'person',
        subjectId: id,
      },
      detail: { path: demoPath, startsOn: dayOf(first), assignmentId },
    });
  }
}

/** When each of them was there last: at the beginning of their last attempt, or today for who leads. */
export function tellSignIns(now: Date, history: History): void {
  const today = new Date(lastAtWork(now).getTime() - 2 * hour);
  for (const [index, one] of history.people.entries()) {
    const own = history.attempts.filter(({ personId }) => personId === one.id);
    const last = own.at(-1)?.startedAt;
    const lastSignInAt = last ? new Date(last.getTime() - 4 * 60_000) : today;
    history.people[index] = { ...one, lastSignInAt };
    history.audit.push({
      ...{ at: lastSignInAt, actor: one.id, via: 'sign-in-link', action: 'sign-in' },
      ...{ subjectKind: 'person', subjectId: one.id },
    });
  }
}

import { isEdge } from '@springboard/core/environments/machine.ts';
import { addDays } from '@springboard/core/paths/days.ts';
import { labStanding } from '@springboard/core/paths/lab-standing.ts';
import { stuckBy } from '@springboard/core/team-map/stuck.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { History } from './history.ts';
import { stories } from './make-history.ts';
import { dayOf, isWorkday, lastAtWork, office, workdaysBefore } from './office-time.ts';
import { aHistory, demoContent } from './testing/a-history.ts';

let content: Awaited<ReturnType<typeof demoContent>>;
/** All labs are read, which takes a busy machine a while, in milliseconds. */
const readingMs = 240_000;
beforeAll(async () => {
  content = await demoContent();
}, readingMs);

/** A Wednesday afternoon, a Sunday night, a Monday before anybody is there, the first day of a year, a leap day. */
const moments = [
  '2026-11-25T14:30:00Z',
  '2026-11-29T22:10:00Z',
  '2026-11-30T06:00:00Z',
  '2027-01-01T12:00:00Z',
  '2028-02-29T17:59:00Z',
].map((text) => new Date(text));

const ofAttempt = <T extends { readonly attemptId: string }>(rows: readonly T[], id: string) =>
  rows.filter((row) => row.attemptId === id);

/** Everything that somebody did at a moment, with who. */
function deeds(history: History): { who: string; at: Date; what: string }[] {
  const personOf = new Map(history.attempts.map(({ id, personId }) => [id, personId]));
  const by = (attemptId: string) => personOf.get(attemptId) ?? '';
  return [
    ...history.attempts.map((row) => ({ who: row.personId, at: row.startedAt, what: `starts ${row.slug}` })),
    ...history.checkRuns.map((row) => ({
      who: by(row.attemptId),
      at: row.startedAt,
      what: `is checked: ${row.checkId}`,
    })),
    ...history.hints.map((row) => ({ who: by(row.attemptId), at: row.at, what: 'opens a hint' })),
    ...history.quizAnswers.map((row) => ({ who: by(row.attemptId), at: row.at, what: 'answers' })),
    ...history.submissions.map((row) => ({ who: by(row.attemptId), at: row.handedInAt, what: 'hands in' })),
    ...history.readings.map((row) => ({ who: row.personId, at: row.readAt, what: `reads ${row.itemId}` })),
    ...history.questions.map((row) => ({ who: by(row.attemptId), at: row.askedAt, what: 'asks' })),
  ];
}

describe.each(moments)('the history up to %s', (now) => {
  let history: History;
  beforeAll(() => {
    history = aHistory(content, now).history;
  });

  it('is the same each time', () => {
    expect(aHistory(content, now).history).toEqual(history);
  });

  it('lies in hours of work, before now, after somebody’s first day, and not on days on which they were away', () => {
    for (const { who, at, what } of deeds(history)) {
      const story = stories.find(({ id }) => id === who);
      const told = `${who} ${what} at ${at.toISOString()}`;
      if (!story) throw new Error(`${told}, and has no story`);
      const hours = at.getUTCHours() + at.getUTCMinutes() / 60;
      expect(isWorkday(at) && hours >= office.from && hours < office.until, told).toBe(true);
      expect(at <= now, told).toBe(true);
      const dayOfWork = (ago: number) => dayOf(workdaysBefore(lastAtWork(now), ago));
      expect(dayOf(at) >= dayOfWork(story.joined), told).toBe(true);
      const { away } = story;
      if (away)
        expect(dayOf(at) >= dayOfWork(away.from) && dayOf(at) <= dayOfWork(away.to), told).toBe(false);
    }
    const later = [
      ...history.submissions.map(({ reviewedAt }) => reviewedAt),
      ...history.environmentEvents.filter(({ actor }) => actor !== 'system').map(({ at }) => at),
      ...history.notices.map(({ createdAt }) => createdAt),
      ...history.audit.map(({ at }) => at),
      ...history.signOffs.map(({ signedAt }) => signedAt),
    ];
    expect(later.filter((at) => at !== null && at > now)).toEqual([]);
  });

  it('has nobody at two labs at once', () => {
    for (const { id } of stories) {
      const own = history.attempts.filter(({ personId }) => personId === id);
      for (const [index, { startedAt, slug, state }] of own.entries()) {
        const before = own[index - 1];
        if (!before || (before.state === 'active' && state === 'active')) continue;
        const until = before.finishedAt ?? before.lastActivityAt ?? before.startedAt;
        expect(until < startedAt, `${id} begins ${slug} while at ${before.slug}`).toBe(true);
      }
    }
  });

  it('goes the path in its order: what a lab requires was passed before it was begun', () => {
    for (const attempt of history.attempts) {
      const item = content.path.items.find(({ id }) => id === attempt.slug);
      for (const required of item?.requires ?? []) {
        const read = history.readings.some(
          (row) =>
            row.personId === attempt.personId && row.itemId === required && row.readAt < attempt.startedAt,
        );
        const passed = history.attempts.some(
          (other) =>
            other.personId === attempt.personId &&
            other.slug === required &&
            other.finishedAt != null &&
            other.finishedAt < attempt.startedAt &&
            (other.score ?? 0) >= 0.7 * other.maxScore,
        );
        expect(read || passed, `${attempt.personId} begins ${attempt.slug} without ${required}`).toBe(true);
      }
    }
  });

  it('ends as its stories say: passed is enough points, failed and given up are not', () => {
    for (const { id, work } of stories) {
      const count = new Map<string, number>();
      for (const { lab, outcome, notes } of work) {
        const number = (count.get(lab) ?? 0) + 1;
        count.set(lab, number);
        const attempt = history.attempts.find(
          (row) => row.personId === id && row.slug === lab && row.number === number,
        );
        const told = `${id}, ${lab} ${number}: ${attempt?.score} of ${attempt?.maxScore}`;
        const share = (attempt?.score ?? 0) / (attempt?.maxScore ?? 1);
        const over = ['passed', 'failed', 'given-up'].includes(outcome);
        expect(attempt?.state, told).toBe(over ? 'finished' : 'active');
        expect(attempt?.score === null, told).toBe(!over);
        const settled = notes === undefined || notes.at(-1) === 'reviewed';
        if (outcome === 'passed') expect(share, told).toBeGreaterThanOrEqual(settled ? 0.8 : 0.6);
        if (outcome === 'failed') expect(share, told).toBeLessThan(0.7);
        if (outcome === 'given-up') expect(share, told).toBeLessThan(0.3);
      }
    }
  });

  it('has checks that say the same everywhere: what passed was seen to pass, and looks begin once the environment is ready', () => {
    for (const attempt of history.attempts) {
      const runs = ofAttempt(history.checkRuns, attempt.id);
      expect(runs.every(({ startedAt }) => startedAt >= (attempt.readyAt ?? startedAt))).toBe(true);
      expect(runs.map(({ startedAt }) => startedAt.getTime())).toEqual(
        runs.map(({ startedAt }) => startedAt.getTime()).toSorted((a, b) => a - b),
      );
      for (const row of ofAttempt(history.taskChecks, attempt.id)) {
        const own = runs.filter(({ taskId, checkId }) => taskId === row.taskId && checkId === row.checkId);
        expect(row.passedAt).toEqual(own.find(({ verdict }) => verdict === 'pass')?.startedAt ?? null);
        expect(row.latestVerdict).toBe(own.at(-1)?.verdict);
        expect(row.tries).toBe(
          own.filter(({ verdict, trigger }) => verdict === 'not_yet' && trigger === 'asked').length,
        );
      }
    }
  });

  it('moves environments along legal edges only, and leaves none alive', () => {
    for (const { id, state } of history.environments) {
      const edges = history.environmentEvents.filter(
        (event) => event.environmentId === id && event.kind === 'state',
      );
      expect(state).toBe('destroyed');
      for (const [index, { fromState, toState, at, durationMs }] of edges.entries()) {
        const before = edges[index - 1];
        expect(fromState ?? null).toBe(before?.toState ?? null);
        if (!before || !fromState || !toState) continue;
        expect(isEdge(fromState, toState), `${fromState} to ${toState}`).toBe(true);
        expect(durationMs).toBe(at.getTime() - before.at.getTime());
        expect(durationMs).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('has one who may take the pager, one whose readiness expired, and one who nearly has it', () => {
    const rule = content.path.readiness.find(({ id }) => id === 'on-call');
    const today = dayOf(now);
    const standing = (id: string) => {
      const valid = (at: Date | null | undefined) =>
        at != null && addDays(dayOf(at), rule?.expires ?? 0) >= today;
      const passedAt = (lab: string) =>
        history.attempts
          .filter((row) => row.personId === id && row.slug === lab && (row.score ?? 0) >= 0.8 * row.maxScore)
          .at(-1)?.finishedAt;
      const signedAt = (skill: string) =>
        history.signOffs.find((row) => row.personId === id && row.skillId === skill)?.signedAt;
      const times = [...(rule?.labs.map(passedAt) ?? []), ...(rule?.signOffs.map(signedAt) ?? [])];
      return {
        valid: times.filter(valid).length,
        shown: times.filter((at) => at != null).length,
        of: times.length,
      };
    };
    const all = 9;
    expect(standing('demo-jonas')).toEqual({ valid: all, shown: all, of: all });
    expect(standing('demo-tomasz')).toEqual({ valid: all - 2, shown: all - 2, of: all });
    const expired = standing('demo-priya');
    expect(expired).toMatchObject({ shown: all, of: all });
    expect(expired.valid).toBeLessThan(all);
  });

  it('asks whoever passed a lab that says so for a review of what waits there', () => {
    const asked = history.notices.filter(({ kind }) => kind === 'peer-review-asked');
    expect(asked.map(({ personId }) => personId)).toContain('demo-lena');
    expect(asked.map(({ personId }) => personId)).not.toContain('demo-marta');
  });

  it('has nobody late by months, and not at all who has done all that there was', () => {
    const today = dayOf(now);
    const isDone = (personId: string, itemId: string) =>
      history.readings.some((row) => row.personId === personId && row.itemId === itemId) ||
      history.attempts.some(
        (row) => row.personId === personId && row.slug === itemId && (row.score ?? 0) >= 0.6 * row.maxScore,
      );
    for (const { id } of stories) {
      const { startsOn } = history.assignments.find((row) => row.personId === id) ?? {};
      for (const item of content.path.items) {
        if (startsOn === undefined || item.due === null || isDone(id, item.id)) continue;
        const moved = history.dues.find((row) => row.personId === id && row.itemId === item.id)?.dueOn;
        const dueOn = moved ?? addDays(startsOn, item.due);
        const least = ['demo-priya', 'demo-jonas'].includes(id) ? today : addDays(today, -40);
        expect(dueOn >= least, `${id} had to do ${item.id} until ${dueOn}`).toBe(true);
      }
    }
  });

  it('has two who are stuck, by different rules', () => {
    const stuckOf = (personId: string) => {
      const attempt = history.attempts.find((row) => row.personId === personId && row.state === 'active');
      if (!attempt) return undefined;
      const lastPass = history.checkRuns.findLastIndex(
        (run) => run.attemptId === attempt.id && run.verdict === 'pass',
      );
      const failed = history.checkRuns
        .slice(lastPass + 1)
        .filter((run) => run.attemptId === attempt.id && run.verdict === 'not_yet');
      const counted = (since: Date | undefined) => {
        const runs = [
          ...Map.groupBy(
            failed.filter(({ startedAt }) => !since || startedAt >= since),
            ({ checkId }) => checkId,
          ).values(),
        ]
          .toSorted((a, b) => b.length - a.length)
          .at(0);
        const [first, last] = [runs?.at(0), runs?.at(-1)];
        return runs && first && last
          ? { count: runs.length, firstAt: first.startedAt, lastAt: last.startedAt }
          : null;
      };
      const task = failed.at(-1)?.taskId;
      const opened = ofAttempt(history.hints, attempt.id).filter(({ taskId }) => taskId === task);
      const hints =
        content.labs.get(attempt.slug)?.definition.tasks.find(({ id }) => id === task)?.hints.length ?? 0;
      const item = content.path.items.find(({ id }) => id === attempt.slug);
      const assignment = history.assignments.find((row) => row.personId === personId);
      const moved = history.dues.find(
        (row) => row.personId === personId && row.itemId === attempt.slug,
      )?.dueOn;
      return stuckBy(
        {
          failures: counted(undefined),
          afterHints: hints > 0 && opened.length >= hints ? counted(opened.at(-1)?.at) : null,
          lastActivityAt: attempt.lastActivityAt ?? attempt.startedAt,
          dueOn: moved ?? addDays(assignment?.startsOn ?? '', item?.due ?? 0),
        },
        now,
      )?.rule;
    };
    expect(stuckOf('demo-aiko')).toBe('hints');
    expect(stuckOf('demo-david')).toBe('idle');
    expect(stuckOf('demo-lena')).toBeUndefined();
    expect(stuckOf('demo-marta')).toBeUndefined();
  });

  it('knows one person’s standing at a lab as the platform counts it', () => {
    const own = history.attempts.filter(
      (row) => row.personId === 'demo-lena' && row.slug === 'network/tagged-cable',
    );
    const standing = labStanding(
      own.map(({ id, number, slug, state, score = null, maxScore, finishedAt }) => ({
        ...{ id, number, slug, state, score, maxScore, waiting: false, returned: false },
        finishedAt: finishedAt?.getTime() ?? null,
      })),
      0.7,
    );
    expect(standing).toMatchObject({
      attempts: 2,
      activeId: null,
      passed: { id: own[1]?.id },
      best: { id: own[1]?.id },
    });
  });
});

it('has ids that are told from any others', () => {
  const { history } = aHistory(content, new Date('2026-11-25T14:30:00Z'));
  const ids = [...history.attempts, ...history.environments, ...history.questions, ...history.teams].map(
    ({ id }) => id,
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-8de3-8de0-[0-9a-f]{12}$/.test(id))).toBe(true);
});

it('leaves what is under way alive where nobody looks into it', () => {
  const { history } = aHistory(content, new Date('2026-11-25T14:30:00Z'), 'living');
  const alive = history.environments.filter(({ state }) => state === 'ready').map(({ id }) => id);
  const underWay = history.attempts.filter(
    ({ state, personId }) => state === 'active' && personId !== 'demo-david',
  );
  expect(alive.toSorted()).toEqual(underWay.map(({ environmentId }) => environmentId).toSorted());
});

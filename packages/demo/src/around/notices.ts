import type { NoticeKind } from '@springboard/contracts/notices.ts';
import type { Setting } from '../attempt/scene.ts';
import { demoId } from '../dice.ts';
import type { History } from '../history.ts';
import { hour, lastAtWork } from '../office-time.ts';
import { manager, mentor } from '../story/teams.ts';

/** What is older was read. */
const unreadForMs = 20 * hour;
/** What is older was forgotten by the platform. */
const keptForMs = 90 * 24 * hour;

/** What people were told of, from what happened: questions, answers, work that was handed in, and reviews. */
export function tellNotices({ now, labs }: Setting, history: History): void {
  const end = lastAtWork(now).getTime();
  const tell = (
    kind: NoticeKind,
    about: string,
    createdAt: Date,
    personId: string,
    news: { title: string; detail: string | null; link: string },
  ) => {
    const age = end - createdAt.getTime();
    if (age > keptForMs) return;
    const readAt = age < unreadForMs ? null : new Date(createdAt.getTime() + 2 * hour);
    history.notices.push({
      id: demoId('notice', personId, kind, about),
      personId,
      kind,
      about,
      ...news,
      inPage: true,
      createdAt,
      readAt,
    });
  };
  const nameOf = (id: string | null | undefined) => history.people.find((one) => one.id === id)?.name ?? '';
  const mentorsOf = (personId: string) => {
    const own = history.members.find((one) => one.personId === personId)?.mentorId ?? mentor;
    return own === personId ? mentor : own;
  };
  const titlesOf = (slug: string, taskId: string) => {
    const lab = labs.get(slug)?.definition;
    return { lab: lab?.title ?? slug, task: lab?.tasks.find(({ id }) => id === taskId)?.title ?? taskId };
  };
  for (const { id, attemptId, taskId, askedAt, state, mentorId, answeredAt, takenAt } of history.questions) {
    const attempt = history.attempts.find((one) => one.id === attemptId);
    if (!attempt || state === 'withdrawn') continue;
    const { lab, task } = titlesOf(attempt.slug, taskId);
    const asks = {
      title: `${nameOf(attempt.personId)} asks for help with “${task}”`,
      detail: lab,
      link: `/help/${id}`,
    };
    if (state === 'waiting') tell('help-asked', id, askedAt, mentorsOf(attempt.personId), asks);
    const link = `/attempts/${attemptId}`;
    if (state === 'taken' && takenAt)
      tell('help-taken', id, takenAt, attempt.personId, {
        title: `${nameOf(mentorId)} has taken your question about “${task}”`,
        detail: lab,
        link,
      });
    if (answeredAt)
      tell('help-answered', id, answeredAt, attempt.personId, {
        title: `${nameOf(mentorId)} has answered your question about “${task}”`,
        detail: lab,
        link,
      });
  }
  for (const { attemptId, taskId, version, state, handedInAt, peers } of history.submissions) {
    const attempt = history.attempts.find((one) => one.id === attemptId);
    if (!attempt) continue;
    const about = `${attemptId} ${taskId} ${version}`;
    const { task } = titlesOf(attempt.slug, taskId);
    if (state !== 'handed_in') continue;
    const link = `/reviews/${attemptId}/${encodeURIComponent(taskId)}`;
    const seniors = [mentorsOf(attempt.personId), manager];
    for (const to of seniors)
      tell('review-waiting', about, handedInAt, to, {
        title: `${nameOf(attempt.personId)} has handed in “${task}”`,
        detail: null,
        link,
      });
    if (!peers) continue;
    for (const to of peersOf(history, attempt, handedInAt).filter((id) => !seniors.includes(id)))
      tell('peer-review-asked', about, handedInAt, to, {
        title: `Somebody who does a lab that you passed asks for your review of “${task}”`,
        detail: null,
        link,
      });
  }
  for (const { attemptId, taskId, version, decision, at, reviewerId } of history.reviews) {
    const attempt = history.attempts.find((one) => one.id === attemptId);
    if (!attempt) continue;
    const { task } = titlesOf(attempt.slug, taskId);
    tell('review-done', `${attemptId} ${taskId} ${version}`, at, attempt.personId, {
      title: `${nameOf(reviewerId)} ${decision === 'return' ? 'asks for another version of' : 'has reviewed'} “${task}”`,
      detail: null,
      link: `/attempts/${attemptId}`,
    });
  }
}

/** So many peers are told of a piece of work, as the platform does it. */
const mostPeersTold = 5;

/** Who had passed the lab of an attempt at a moment, whoever did so last first. */
function peersOf(
  history: History,
  { personId, slug }: History['attempts'][number],
  at: Date,
): readonly string[] {
  const passes = history.attempts.filter(
    (row) =>
      row.slug === slug &&
      row.personId !== personId &&
      row.finishedAt != null &&
      row.finishedAt < at &&
      (row.score ?? 0) >= 0.7 * row.maxScore,
  );
  const times = passes.map((row) => [row.personId, row.finishedAt?.getTime() ?? 0] as const);
  return [...new Set(times.toSorted((a, b) => b[1] - a[1]).map(([id]) => id))].slice(0, mostPeersTold);
}

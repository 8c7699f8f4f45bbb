import type { History } from '../history.ts';

/** The history without what these people did at labs, and what came of it. */
export function withoutPeople(history: History, ids: readonly string[]): History {
  if (ids.length === 0) return history;
  const out = new Set(ids);
  const attempts = history.attempts.filter(({ personId }) => !out.has(personId));
  const kept = new Set(attempts.map(({ id }) => id));
  const ofKept = <T extends { readonly attemptId: string }>(rows: readonly T[]) =>
    rows.filter(({ attemptId }) => kept.has(attemptId));
  const environmentsOfAttempts = ofKept(history.environmentsOfAttempts);
  const environments = new Set(environmentsOfAttempts.map(({ environmentId }) => environmentId));
  const questions = ofKept(history.questions);
  const asked = new Set(questions.map(({ id }) => id));
  const ofPeople = <T extends { readonly personId?: string | null | undefined }>(rows: readonly T[]) =>
    rows.filter(({ personId }) => personId == null || !out.has(personId));
  return {
    ...history,
    assignments: ofPeople(history.assignments),
    readings: ofPeople(history.readings),
    dues: ofPeople(history.dues),
    signOffs: ofPeople(history.signOffs),
    attempts,
    environments: history.environments.filter(({ id }) => environments.has(id)),
    environmentsOfAttempts,
    environmentEvents: history.environmentEvents.filter(({ environmentId }) =>
      environments.has(environmentId),
    ),
    savePoints: history.savePoints.filter(({ environmentId }) => environments.has(environmentId)),
    checkRuns: ofKept(history.checkRuns),
    taskChecks: ofKept(history.taskChecks),
    quizAnswers: ofKept(history.quizAnswers),
    hints: ofKept(history.hints),
    breaches: ofKept(history.breaches),
    submissions: ofKept(history.submissions),
    reviews: ofKept(history.reviews),
    comments: ofKept(history.comments),
    feedback: ofKept(history.feedback),
    questions,
    keptAnswers: history.keptAnswers.filter(
      ({ helpRequestId }) => helpRequestId == null || asked.has(helpRequestId),
    ),
    notices: history.notices.filter(({ personId, link }) => !out.has(personId) && isKept(link, kept, asked)),
    audit: history.audit.filter(({ actor, subjectId }) => !out.has(actor) && !out.has(subjectId)),
  };
}

/** A notice leads to an attempt, to its review, or to a question. */
function isKept(link: string, attempts: ReadonlySet<string>, questions: ReadonlySet<string>): boolean {
  const id = link.split('/')[2] ?? '';
  return attempts.has(id) || questions.has(id);
}

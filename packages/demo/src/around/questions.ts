import type { Setting } from '../attempt/scene.ts';
import { demoId } from '../dice.ts';
import type { History } from '../history.ts';
import { minute } from '../office-time.ts';
import { type Session, screenAt } from '../recordings/session.ts';
import { questions } from '../texts/questions.ts';
import { attemptOf, checksAt } from './at-that-time.ts';

/** What learners asked mentors, what they answered, and what was kept of it beside the task. */
export function tellQuestions({ labs }: Setting, history: History, sessions: readonly Session[]): void {
  for (const asked of questions) {
    const attempt = attemptOf(history, asked);
    const task = labs.get(asked.lab)?.definition.tasks.find(({ id }) => id === asked.task);
    if (!task) throw new Error(`${asked.lab} has no task ${asked.task}`);
    const askedAt = new Date((attempt.lastActivityAt ?? attempt.startedAt).getTime() - asked.before * minute);
    const after = (minutes: number) => new Date(askedAt.getTime() + minutes * minute);
    const id = demoId('question', attempt.id, asked.task);
    const screen = screenAt(sessions, attempt.id, askedAt);
    const { state, mentorId = null, answer = null } = asked;
    const answeredAt = answer === null ? null : after(7);
    history.questions.push({
      id,
      attemptId: attempt.id,
      taskId: asked.task,
      question: asked.question,
      context: {
        checks: checksAt(history, attempt.id, task, askedAt),
        screen,
        noScreen: screen === null ? 'no-terminal' : null,
      },
      state,
      askedAt,
      mentorId,
      takenAt: mentorId === null ? null : after(3),
      answer,
      answeredAt,
      endedAt: state === 'withdrawn' ? after(2) : answeredAt,
    });
    if (asked.kept && answeredAt)
      history.keptAnswers.push({
        id: demoId('kept', id),
        slug: asked.lab,
        taskId: asked.task,
        ...asked.kept,
        helpRequestId: id,
        keptAt: after(9),
      });
  }
}

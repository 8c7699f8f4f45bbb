import type { Setting } from '../attempt/scene.ts';
import { demoId } from '../dice.ts';
import type { History } from '../history.ts';
import { hour } from '../office-time.ts';
import { remarks } from '../texts/remarks.ts';
import { attemptOf, checksAt } from './at-that-time.ts';

/** What learners said is wrong with labs, with what the checks of the task had said, and what authors answered. */
export function tellRemarks({ labs }: Setting, history: History): void {
  for (const remark of remarks) {
    const attempt = attemptOf(history, remark);
    const task = labs.get(remark.lab)?.definition.tasks.find(({ id }) => id === remark.task);
    const at = attempt.finishedAt ?? attempt.lastActivityAt ?? attempt.startedAt;
    const said = task ? checksAt(history, attempt.id, task, at) : [];
    const { answer } = remark;
    history.feedback.push({
      id: demoId('remark', attempt.id, remark.task ?? ''),
      attemptId: attempt.id,
      slug: remark.lab,
      taskId: remark.task,
      labVersionId: attempt.labVersionId,
      environmentId: attempt.environmentId ?? null,
      text: remark.text,
      verdicts: said.flatMap(({ id, verdict, text }) =>
        verdict === null ? [] : [{ check: id, verdict, text }],
      ),
      at,
      answer: answer?.text ?? null,
      answeredBy: answer?.by ?? null,
      answeredAt: answer ? new Date(at.getTime() + 20 * hour) : null,
    });
  }
}

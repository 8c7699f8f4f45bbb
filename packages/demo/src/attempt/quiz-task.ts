import type { Question, QuestionKey, TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';
import { noteAudit, pass, type Scene } from './scene.ts';

type QuizTask = Extract<TaskDefinition, { kind: 'quiz' }>;

/** Answers all questions of a quiz at once, and not each of them rightly. */
export function answerQuiz(scene: Scene, task: QuizTask, ms: number): void {
  const { dice, story, history, attemptId, params } = scene;
  pass(scene, ms);
  let right = 0;
  for (const question of task.questions) {
    const key = task.key[question.id];
    if (!key) continue;
    const knows = dice.chance(0.65 + 0.35 * story.skill);
    const given = knows ? rightAnswer(question, key) : wrongAnswer(question, key);
    if (knows) right += 1;
    history.quizAnswers.push({
      attemptId,
      taskId: task.id,
      questionId: question.id,
      given: given.map((text) => inPlace(text, params)),
      right: knows,
      at: scene.at,
    });
  }
  noteAudit(scene, 'quiz.answer', { kind: 'attempt', id: attemptId }, { taskId: task.id, right });
}

function rightAnswer({ options }: Question, { right }: QuestionKey): string[] {
  if (right.kind === 'options') return right.indices.flatMap((index) => options[index] ?? []);
  if (right.kind === 'texts') return right.texts.slice(0, 1);
  return [String(right.value)];
}

function wrongAnswer({ options }: Question, { right }: QuestionKey): string[] {
  if (right.kind === 'options')
    return options.filter((_, index) => !right.indices.includes(index)).slice(0, 1);
  if (right.kind === 'texts') return ['systemctl show'];
  return [String(right.value + 2 * right.tolerance + Math.max(1, Math.round(right.value / 3)))];
}

function inPlace(text: string, params: Params): string {
  return renderParams(text, params);
}

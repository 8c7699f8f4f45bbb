import { checkProse, type LabContext } from './lab-context.ts';
import type { Question, QuestionKey } from './model/task.ts';
import type { QuestionYaml } from './schema/quiz.ts';
import { alternatives } from './suggest.ts';

type At = (path: readonly PropertyKey[]) => { line: number; column: number };

/** Questions as a page may show them, and apart from them what is right. */
export function loadQuestions(
  context: LabContext,
  file: string,
  questions: readonly QuestionYaml[],
  at: At,
): { questions: Question[]; key: Record<string, QuestionKey> } {
  const shown: Question[] = [];
  const key: Record<string, QuestionKey> = {};
  questions.forEach((question, index) => {
    const id = `q${index + 1}`;
    const prose = (field: 'text' | 'explanation') => {
      const what = `question ${index + 1}`;
      const markdown = question[field] ?? '';
      checkProse(context, { file, markdown }, { what, place: at(['questions', index, field]) });
    };
    prose('text');
    prose('explanation');
    const list = (field: 'options' | 'answers', texts: readonly string[]) => {
      for (const [which, markdown] of texts.entries())
        checkProse(
          context,
          { file, markdown },
          { what: `question ${index + 1}`, place: at(['questions', index, field, which]) },
        );
    };
    if ('options' in question) list('options', question.options);
    if (question.kind === 'text') list('answers', question.answers);
    shown.push({
      id,
      kind: question.kind,
      markdown: question.text,
      weight: question.weight,
      options: 'options' in question ? question.options : [],
      unit: question.kind === 'number' ? (question.unit ?? null) : null,
    });
    key[id] = {
      right: rightOf(context, file, question, index, at),
      explanation: question.explanation ?? null,
    };
  });
  return { questions: shown, key };
}

function rightOf(
  { files }: LabContext,
  file: string,
  question: QuestionYaml,
  index: number,
  at: At,
): QuestionKey['right'] {
  if (question.kind === 'number')
    return { kind: 'number', value: question.answer, tolerance: question.tolerance };
  if (question.kind === 'text') return { kind: 'texts', texts: question.answers };
  const { options } = question;
  options.forEach((option, other) => {
    if (options.indexOf(option) !== other)
      files.report(file, `the option "${option}" is there twice`, at(['questions', index, 'options', other]));
  });
  const answers = question.kind === 'one' ? [question.answer] : question.answers;
  const indices = answers.flatMap((answer, which) => {
    const found = options.indexOf(answer);
    if (found >= 0) return [found];
    const path = question.kind === 'one' ? ['answer'] : ['answers', which];
    files.report(
      file,
      `the answer "${answer}" is none of the options.${alternatives(answer, options)}`,
      at(['questions', index, ...path]),
    );
    return [];
  });
  return { kind: 'options', indices };
}

import type { Question, QuestionKey } from '@springboard/lab-format/model/task.ts';

/**
 * Whether an answer is right. `given` holds the texts that were chosen, or the one that was typed; `options` are the question's as the learner saw
 * them, and `texts` the right ones with the attempt's parameters in them.
 */
export function markAnswer(
  question: Pick<Question, 'kind'> & { readonly options: readonly string[] },
  right: QuestionKey['right'],
  given: readonly string[],
): boolean {
  if (right.kind === 'options') {
    const wanted = right.indices.map((index) => question.options[index]);
    return (
      given.length === wanted.length &&
      wanted.every((option) => option !== undefined && given.includes(option))
    );
  }
  const [typed = ''] = given;
  if (right.kind === 'texts') return right.texts.some((text) => plain(text) === plain(typed));
  const number = readNumber(typed);
  // What a decimal fraction loses in binary is not the learner's doing.
  return number !== null && Math.abs(number - right.value) <= right.tolerance + Math.abs(right.value) * 1e-9;
}

/** A typed number, with a point or a comma; null for anything else. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

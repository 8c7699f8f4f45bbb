import type { QuestionView } from '@springboard/contracts/attempts.ts';
import { Check, X } from 'lucide-react';
import { Prose } from '../../components/prose.tsx';

export interface AnsweredQuestionProps {
  readonly question: QuestionView;
  readonly answer: NonNullable<QuestionView['answer']>;
  readonly number: number;
}

/** A number within its tolerance, and not the one that was meant. */
function isNear({ kind }: QuestionView, { given, solution }: AnsweredQuestionProps['answer']): boolean {
  return (
    kind === 'number' &&
    solution.length > 0 &&
    Number(given[0]?.trim().replace(',', '.')) !== Number(solution[0])
  );
}

/** A question with what was answered, what is right, and why. */
export function AnsweredQuestion({ question, answer, number }: AnsweredQuestionProps) {
  const unit = question.unit === null ? '' : ` ${question.unit}`;
  const Mark = answer.right ? Check : X;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <span className="sr-only">Question {number}:</span>
      <Prose prose={question.body} className="text-base" />
      <p className="flex items-start gap-2 text-sm">
        <Mark
          aria-hidden
          strokeWidth={2.5}
          className={`mt-0.5 size-4 shrink-0 ${answer.right ? 'text-good-text' : 'text-bad-text'}`}
        />
        <span>
          <span className={answer.right ? 'text-good-text' : 'text-bad-text'}>
            {answer.right ? 'Right' : 'Not right'}:
          </span>{' '}
          {answer.given.join(', ')}
          {unit}
        </span>
      </p>
      {answer.right && !isNear(question, answer) ? null : (
        <p className="text-sm text-ink-2">
          {answer.right
            ? 'Exactly: '
            : question.kind === 'text' && answer.solution.length > 1
              ? 'Right would be any of: '
              : 'Right is: '}
          <span className="font-medium text-ink">
            {answer.solution.join(', ')}
            {unit}
          </span>
        </p>
      )}
      {answer.explanation === null ? null : (
        <div className="rounded-md bg-inset px-3 py-2">
          <Prose prose={answer.explanation} className="text-sm" />
        </div>
      )}
    </div>
  );
}

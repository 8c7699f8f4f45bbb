import type { QuestionView, TaskView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { type FormEvent, useState } from 'react';
import { Prose } from '../../components/prose.tsx';
import { AnsweredQuestion } from './answered-question.tsx';

export interface QuizProps {
  readonly task: TaskView;
  /** Only then can it be answered. */
  readonly current: boolean;
  readonly sending: boolean;
  readonly onAnswer: (answers: Record<string, string[]>) => void;
}

/** The questions of a task: a form until they are handed in, and from then on what was right. */
export function Quiz({ task, current, sending, onAnswer }: QuizProps) {
  const [answers, setAnswers] = useState<Record<string, string[]>>({});
  const [complaint, setComplaint] = useState<string | null>(null);
  const answered = task.questions.every((question) => question.answer !== null);
  const open = task.questions.findIndex(({ id }) => !(answers[id] ?? []).some((text) => text.trim() !== ''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (open >= 0) {
      setComplaint(`Question ${open + 1} has no answer yet.`);
      document.querySelector<HTMLElement>(`#question-${task.id}-${open} input`)?.focus();
      return;
    }
    setComplaint(null);
    onAnswer(answers);
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      id={`checks-${task.id}`}
      className="scroll-m-3 overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="flex h-9 items-center justify-between border-b border-line bg-inset px-3">
        <h3 className="text-xs font-medium text-ink-2">
          {task.questions.length === 1 ? 'Question' : 'Questions'}
        </h3>
        <p className="text-xs text-ink-3">
          {answered
            ? `${task.questions.filter((question) => question.answer?.right).length} of ${task.questions.length} right`
            : 'Handed in once, all together'}
        </p>
      </div>
      <ol className="divide-y divide-line">
        {task.questions.map((question, index) => (
          <li key={question.id} id={`question-${task.id}-${index}`} className="px-3 py-3">
            {question.answer === null ? (
              <Question
                question={question}
                number={index + 1}
                disabled={!current}
                given={answers[question.id] ?? []}
                onChange={(given) => {
                  setComplaint(null);
                  setAnswers((before) => ({ ...before, [question.id]: given }));
                }}
              />
            ) : (
              <AnsweredQuestion question={question} answer={question.answer} number={index + 1} />
            )}
          </li>
        ))}
      </ol>
      {answered || !current ? null : (
        <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-inset px-3 py-2">
          <p role="status" className={cx('text-xs', complaint === null ? 'text-ink-3' : 'text-bad-text')}>
            {complaint ?? 'What was right is shown once you hand in.'}
          </p>
          <Button type="submit" size="sm" variant="primary" busy={sending}>
            Hand in
          </Button>
        </div>
      )}
    </form>
  );
}

interface QuestionProps {
  readonly question: QuestionView;
  readonly number: number;
  readonly disabled: boolean;
  readonly given: readonly string[];
  readonly onChange: (given: string[]) => void;
}

function Question({ question, number, disabled, given, onChange }: QuestionProps) {
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 w-full">
        <span className="sr-only">Question {number}: </span>
        <Prose prose={question.body} className="text-base" />
      </legend>
      {question.options.length > 0 ? (
        <Options question={question} given={given} onChange={onChange} />
      ) : (
        <Typed question={question} number={number} given={given} onChange={onChange} />
      )}
    </fieldset>
  );
}

function Options({ question, given, onChange }: Pick<QuestionProps, 'question' | 'given' | 'onChange'>) {
  const many = question.kind === 'many';
  return (
    <>
      {many ? <p className="text-xs text-ink-3">Choose all that are right.</p> : null}
      {question.options.map((option) => (
        <label key={option} className="flex min-h-6 items-start gap-2.5 text-sm">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={question.id}
            checked={given.includes(option)}
            onChange={(event) =>
              onChange(
                !many
                  ? [option]
                  : event.target.checked
                    ? [...given, option]
                    : given.filter((one) => one !== option),
              )
            }
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="text-pretty">{option}</span>
        </label>
      ))}
    </>
  );
}

function Typed({ question, number, given, onChange }: Omit<QuestionProps, 'disabled'>) {
  return (
    <span className="flex items-center gap-2 text-sm">
      <input
        type="text"
        aria-label={`Answer to question ${number}${question.unit === null ? '' : `, in ${question.unit}`}`}
        inputMode={question.kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={500}
        value={given[0] ?? ''}
        onChange={(event) => onChange([event.target.value])}
        className={cx(
          'h-8 rounded-md border border-control bg-surface px-2.5 text-sm text-ink',
          question.kind === 'number' ? 'w-32' : 'w-full max-w-80',
        )}
      />
      {question.unit === null ? null : <span className="text-ink-2">{question.unit}</span>}
    </span>
  );
}

import type { KeptAnswer } from '@springboard/contracts/kept-answers.ts';
import type { ReactNode } from 'react';
import { Prose } from '../../components/prose.tsx';

export interface KeptAnswersProps {
  readonly answers: readonly KeptAnswer[];
  /** What can be done about one, under its answer. */
  readonly actions?: (answer: KeptAnswer) => ReactNode;
}

/** Questions to open, each with its answer. */
export function KeptAnswers({ answers, actions }: KeptAnswersProps) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {answers.map((one) => (
        <li key={one.id}>
          <details>
            <summary className="cursor-pointer px-3 py-2 text-sm whitespace-pre-line text-pretty -outline-offset-2 hover:bg-hover">
              {one.question}
            </summary>
            <div className="border-t border-line px-3 py-2.5">
              <Prose prose={one.answer} className="text-base" />
              {actions?.(one)}
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

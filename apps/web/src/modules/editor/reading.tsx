import type { SourceCheck } from '@springboard/contracts/lab-source.ts';
import { Prose } from '../../components/prose.tsx';
import { spokenPoints } from '../attempts/score.ts';

/** The lab as a learner would read it. Parameters stand for themselves: ‹pool›. */
export function Reading({ reading }: { readonly reading: NonNullable<SourceCheck['reading']> }) {
  return (
    <div className="flex flex-col gap-5 p-4">
      <div>
        <h2 className="text-lg font-semibold tracking-tight">{reading.title}</h2>
        <p className="mt-1 text-sm text-ink-2">{reading.summary}</p>
      </div>
      <Prose prose={reading.intro} />
      {reading.tasks.map((task, index) => (
        <section key={task.id} className="border-t border-line pt-4">
          <h3 className="flex items-baseline justify-between gap-3 font-semibold">
            <span>
              {index + 1}. {task.title}
            </span>
            <span className="text-xs font-normal whitespace-nowrap text-ink-3">
              {spokenPoints(task.points)}
            </span>
          </h3>
          <Prose prose={task.body} className="mt-2" />
          {task.questions.map((question, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: questions are named by their place.
            <div key={at} className="mt-3 rounded-lg border border-line px-3 py-2">
              <Prose prose={question.body} className="text-base" />
              <ul className="mt-1 list-disc pl-5 text-sm text-ink-2">
                {question.options.map((option) => (
                  <li key={option}>{option}</li>
                ))}
              </ul>
            </div>
          ))}
          {task.checks.length === 0 ? null : (
            <ul className="mt-3 divide-y divide-line rounded-lg border border-line text-sm">
              {task.checks.map((title) => (
                <li key={title} className="px-3 py-1.5 text-ink-2">
                  {title}
                </li>
              ))}
            </ul>
          )}
          {task.hints.map(({ cost, body }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: hints are named by their place.
            <details key={at} className="mt-2 rounded-lg border border-line px-3 py-1.5 text-sm">
              <summary className="cursor-pointer text-ink-2">
                Hint {at + 1}
                <span className="text-ink-3">{cost > 0 ? `, −${spokenPoints(cost)}` : ', free'}</span>
              </summary>
              {body === null ? <p className="text-ink-3">What its script prints.</p> : <Prose prose={body} />}
            </details>
          ))}
        </section>
      ))}
      {reading.outro === null ? null : <Prose prose={reading.outro} className="border-t border-line pt-4" />}
    </div>
  );
}

import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useQueryClient } from '@tanstack/react-query';
import { applyAttempt } from '../../api/attempts.ts';
import { Section } from '../../components/section.tsx';
import { OwnQuestion } from './own-question.tsx';

/** In the page of a finished attempt: what was asked in it. An answer may come when it is over. */
export function ResultHelp({
  attempt,
  foreign,
}: {
  readonly attempt: AttemptView;
  /** Somebody else's. */
  readonly foreign: boolean;
}) {
  const client = useQueryClient();
  const shown = attempt.help.filter(({ state }) => state !== 'withdrawn');
  if (shown.length === 0) return null;
  const titleOf = (taskId: string) => attempt.tasks.find(({ id }) => id === taskId)?.title ?? taskId;
  return (
    <div className="mt-8">
      <Section title="Questions to mentors">
        <div className="flex flex-col gap-4">
          {shown.map((one) => (
            <div key={one.id} className="flex flex-col gap-1.5">
              <h3 className="text-sm font-medium">{titleOf(one.taskId)}</h3>
              <OwnQuestion help={one} readOnly={foreign} onAnswer={(next) => applyAttempt(client, next)} />
            </div>
          ))}
        </div>
      </Section>
    </div>
  );
}

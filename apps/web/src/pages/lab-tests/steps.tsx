import type { LabTestStep, LabTestView } from '@springboard/contracts/lab-tests.ts';
import { Card } from '@springboard/ui/card.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { Section } from '../../components/section.tsx';
import { stepTitle } from '../../modules/lab-tests/words.ts';
import { Step } from './step.tsx';

interface Group {
  readonly seed: string;
  readonly task: string | null;
  readonly steps: LabTestStep[];
}

/** The steps in their order, under the task and the seed that they belong to; what is under way is the last line. */
export function Steps({ test }: { readonly test: LabTestView }) {
  const seeds = [...Map.groupBy(test.steps, ({ seed }) => seed)];
  return (
    <>
      {seeds.map(([seed, steps], index) => (
        <Section
          key={seed}
          title={index === 0 ? 'Steps' : 'Once more, with other values'}
          note={<span className="font-mono text-xs">seed {seed}</span>}
        >
          <Card className="divide-y divide-line">
            {groupsOf(steps).map((group) => (
              <TaskSteps key={group.steps[0]?.number} id={test.id} group={group} />
            ))}
            {index === seeds.length - 1 ? <Now test={test} /> : null}
          </Card>
        </Section>
      ))}
      {seeds.length === 0 && test.now !== null ? (
        <Section title="Steps">
          <Card>
            <Now test={test} />
          </Card>
        </Section>
      ) : null}
    </>
  );
}

function TaskSteps({ id, group }: { readonly id: string; readonly group: Group }) {
  return (
    <div>
      <h3 className="px-4 pt-2.5 pb-1 text-xs font-medium text-ink-3">{group.task ?? 'The whole lab'}</h3>
      <ol className="pb-1.5">
        {group.steps.map((step) => (
          <Step key={step.number} id={id} step={step} />
        ))}
      </ol>
    </div>
  );
}

function Now({ test: { now } }: { readonly test: LabTestView }) {
  if (now === null) return null;
  return (
    <div role="status" className="flex items-start gap-3 px-4 py-2.5 text-sm">
      <span className="flex size-5 shrink-0 items-center justify-center">
        <Spinner className="text-accent-text" />
      </span>
      <p className="min-w-0 flex-1">
        <span className="font-medium">
          {now.task === null ? '' : `${now.task}: `}
          {stepTitle(now.step)}
        </span>
        {now.text === null ? null : <span className="block text-xs break-words text-ink-2">{now.text}</span>}
      </p>
    </div>
  );
}

/** Steps side by side of the same task. */
function groupsOf(steps: readonly LabTestStep[]): Group[] {
  const groups: Group[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last && last.task === step.task) last.steps.push(step);
    else groups.push({ seed: step.seed, task: step.task, steps: [step] });
  }
  return groups;
}

import type { PathSkillView } from '@springboard/contracts/paths.ts';
import { Card } from '@springboard/ui/card.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { Link } from '@tanstack/react-router';
import { formatDay } from './days.ts';

/** Skills that a path's labs teach: how much of each is shown, and by which attempts. */
export function Skills({ skills }: { readonly skills: readonly PathSkillView[] }) {
  if (skills.length === 0) return null;
  const groups = Map.groupBy(skills, ({ group }) => group);
  const shown = skills.filter(({ labs }) => labs.some(({ evidence }) => evidence !== null)).length;
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">
        Skills
        <span className="ml-1.5 font-normal text-ink-3">
          {shown} of {skills.length} shown
        </span>
      </h3>
      <Card className="divide-y divide-line">
        {[...groups].map(([group, own]) => (
          <div key={group} className="px-4 py-3">
            <h4 className="text-xs font-medium text-ink-3">{group}</h4>
            <ul className="mt-1.5 flex flex-col gap-2.5">
              {own.map((skill) => (
                <Skill key={skill.id} skill={skill} />
              ))}
            </ul>
          </div>
        ))}
      </Card>
    </section>
  );
}

function Skill({ skill }: { readonly skill: PathSkillView }) {
  const shown = skill.labs.filter(({ evidence }) => evidence !== null).length;
  return (
    <li>
      <p className={cx('text-xs text-pretty', shown === 0 ? 'text-ink-3' : 'text-ink')}>{skill.text}</p>
      <ul aria-label={`Shown by ${shown} of ${skill.labs.length} labs`} className="mt-1 flex gap-1">
        {skill.labs.map((lab) => (
          <li key={lab.slug} className="max-w-10 flex-1">
            <Evidence lab={lab} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A piece of the bar: full where an attempt shows it, which it leads to. */
function Evidence({ lab }: { readonly lab: PathSkillView['labs'][number] }) {
  const bar = 'block h-1.5 rounded-full';
  if (lab.evidence === null)
    return (
      <Tooltip label={`${lab.title}: not yet`}>
        <span className="block py-2">
          <span className={cx(bar, 'bg-line-strong')} />
          <span className="sr-only">{lab.title}: not yet</span>
        </span>
      </Tooltip>
    );
  const words = `${lab.title}, ${formatDay(lab.evidence.at.slice(0, 10))}`;
  return (
    <Tooltip label={words}>
      <Link to="/attempts/$id" params={{ id: lab.evidence.attemptId }} className="block rounded-sm py-2">
        <span className={cx(bar, 'bg-good')} />
        <span className="sr-only">{words}: open the attempt</span>
      </Link>
    </Tooltip>
  );
}

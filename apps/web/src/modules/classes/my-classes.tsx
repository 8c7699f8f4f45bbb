import type { MyClass } from '@springboard/contracts/classes.ts';
import { buttonClass } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { useNow } from '@springboard/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Presentation } from 'lucide-react';
import { myClassesQuery } from '../../api/classes.ts';
import { useMay } from '../../api/session.ts';
import { dayAndTime } from './day-and-time.ts';

/** Classes that the person is in: those that come, and the way into one that has begun. Nothing where there are none, or they cannot be read now. */
export function MyClasses() {
  const learns = useMay('attempt.own.read');
  const { data = [] } = useQuery({ ...myClassesQuery, enabled: learns });
  if (data.length === 0) return null;
  return (
    <section aria-label="My classes" className="mb-6 flex flex-col gap-2">
      {data.map((one) => (
        <Line key={one.id} of={one} />
      ))}
    </section>
  );
}

function Line({ of }: { readonly of: MyClass }) {
  const now = useNow(30_000);
  const open = of.state === 'open';
  const by = of.owner === null ? '' : ` With ${of.owner.name}.`;
  return (
    <Callout
      tone={open ? 'accent' : 'neutral'}
      icon={<Presentation aria-hidden />}
      title={
        open
          ? `Class: ${of.title} has begun`
          : `Class: ${of.title}, ${dayAndTime(Date.parse(of.startsAt), Math.max(now, Date.now()))}`
      }
      actions={open ? <Way of={of} /> : undefined}
    >
      {open
        ? `${of.lab.title}.${by}`
        : `${of.lab.title}.${by} The lab is started for you then; there is nothing to do before.`}
    </Callout>
  );
}

/** Into the attempt that was started, or to the lab where none could be. */
function Way({ of: { attemptId, lab } }: { readonly of: MyClass }) {
  if (attemptId !== null)
    return (
      <Link to="/attempts/$id" params={{ id: attemptId }} className={buttonClass('primary', 'sm')}>
        Go to the lab
      </Link>
    );
  const [group = '', name = ''] = lab.slug.split('/');
  return (
    <Link to="/labs/$group/$name" params={{ group, name }} className={buttonClass('primary', 'sm')}>
      Open the lab’s page
    </Link>
  );
}

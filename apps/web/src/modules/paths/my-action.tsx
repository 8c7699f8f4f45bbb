import type { PathItemView } from '@springboard/contracts/paths.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { markReading, pathsKey } from '../../api/paths.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

export interface MyActionProps {
  readonly pathId: string;
  readonly item: PathItemView;
}

/** What the learner can do with an item now, in one click. */
export function MyAction({ pathId, item }: MyActionProps) {
  if (item.activeAttemptId !== null && item.status !== 'done')
    return (
      <AttemptLink id={item.activeAttemptId} title={item.title} primary>
        Resume
      </AttemptLink>
    );
  if (item.status === 'locked') return null;
  if (item.kind === 'reading') return <ReadingAction pathId={pathId} item={item} />;
  if (item.kind === 'teach') return <TeachAction item={item} />;
  if (item.best !== null && item.status !== 'tried')
    return (
      <AttemptLink id={item.best.attemptId} title={item.title} primary={item.status === 'returned'}>
        {item.status === 'returned' ? 'Write again' : 'Look at it'}
      </AttemptLink>
    );
  if (item.lab === null) return null;
  const [group = '', name = ''] = item.lab.slug.split('/');
  const words = item.status === 'tried' ? 'Try again' : 'Begin';
  return (
    <Link
      to="/labs/$group/$name"
      params={{ group, name }}
      aria-label={`${words}: ${item.title}`}
      className={buttonClass(item.turn === 'today' ? 'primary' : 'secondary')}
    >
      {words}
    </Link>
  );
}

/** A walk-through is made, watched and changed beside its lab. */
function TeachAction({ item }: Pick<MyActionProps, 'item'>) {
  if (item.teach === null) return null;
  const [group = '', name = ''] = item.teach.slug.split('/');
  const words = item.status === 'open' ? 'Teach it' : item.status === 'returned' ? 'Change it' : 'Look at it';
  const primary = item.status === 'returned' || (item.status === 'open' && item.turn === 'today');
  return (
    <Link
      to="/labs/$group/$name"
      params={{ group, name }}
      hash="walkthroughs"
      aria-label={`${words}: ${item.title}`}
      className={buttonClass(primary ? 'primary' : item.status === 'open' ? 'secondary' : 'ghost')}
    >
      {words}
    </Link>
  );
}

function AttemptLink(props: {
  readonly id: string;
  readonly title: string;
  readonly primary: boolean;
  readonly children: string;
}) {
  return (
    <Link
      to="/attempts/$id"
      params={{ id: props.id }}
      aria-label={`${props.children}: ${props.title}`}
      className={buttonClass(props.primary ? 'primary' : 'ghost')}
    >
      {props.children}
      {props.primary ? <ArrowRight aria-hidden className="size-4" /> : null}
    </Link>
  );
}

function ReadingAction({ pathId, item }: MyActionProps) {
  const client = useQueryClient();
  const read = item.status !== 'done';
  const words = read ? 'Mark as read' : 'Not read';
  const mark = useMutation({
    mutationFn: () => markReading(pathId, item.id, read),
    onError: notifyFailure,
    onSettled: () => client.invalidateQueries({ queryKey: pathsKey }),
  });
  return (
    <Button
      variant={read ? 'secondary' : 'ghost'}
      busy={mark.isPending}
      aria-label={`${words}: ${item.title}`}
      onClick={() => mark.mutate()}
    >
      {words}
    </Button>
  );
}

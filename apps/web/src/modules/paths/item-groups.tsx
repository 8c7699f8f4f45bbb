import type { PathItemView, PathView } from '@springboard/contracts/paths.ts';
import { Card } from '@springboard/ui/card.tsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ItemRow } from './item-row.tsx';

export interface ItemGroupsProps {
  readonly path: PathView;
  readonly action: (item: PathItemView) => ReactNode;
  /** Said where nothing is left for today. */
  readonly nothingToday: ReactNode;
}

const titles = { today: 'Today', next: 'Next', later: 'Later', done: 'Done' } as const;

/** A path's items by when they are to be done; what is done or far away is folded. */
export function ItemGroups({ path, action, nothingToday }: ItemGroupsProps) {
  const of = (turn: PathItemView['turn']) => path.items.filter((item) => item.turn === turn);
  const [today, next, later, done] = [of('today'), of('next'), of('later'), of('done')];
  const list = (items: readonly PathItemView[]) => (
    <Card>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <ItemRow key={item.id} pathId={path.id} item={item} action={action(item)} />
        ))}
      </ul>
    </Card>
  );
  return (
    <div className="flex flex-col gap-6">
      <section>
        <GroupTitle>{titles.today}</GroupTitle>
        {today.length > 0 ? list(today) : nothingToday}
      </section>
      {next.length > 0 ? (
        <section>
          <GroupTitle count={next.length}>{titles.next}</GroupTitle>
          {list(next)}
        </section>
      ) : null}
      {later.length > 0 ? <Folded title={titles.later} items={later} list={list} /> : null}
      {done.length > 0 ? <Folded title={titles.done} items={done} list={list} /> : null}
    </div>
  );
}

function GroupTitle({ count, children }: { readonly count?: number; readonly children: ReactNode }) {
  return (
    <h3 className="mb-2 text-sm font-semibold">
      {children}
      {count === undefined ? null : <span className="ml-1.5 font-normal text-ink-3">{count}</span>}
    </h3>
  );
}

function Folded(props: {
  readonly title: string;
  readonly items: readonly PathItemView[];
  readonly list: (items: readonly PathItemView[]) => ReactNode;
}) {
  return (
    <details className="group">
      <summary className="mb-2 flex list-none items-center gap-1 rounded-sm text-sm font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-ink-3 transition-transform group-open:rotate-90" />
        {props.title}
        <span className="ml-0.5 font-normal text-ink-3">{props.items.length}</span>
      </summary>
      {props.list(props.items)}
    </details>
  );
}

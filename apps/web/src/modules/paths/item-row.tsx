import type { PathItemView } from '@springboard/contracts/paths.ts';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { Due } from './due.tsx';
import { StatusIcon } from './status-icon.tsx';
import { itemWords } from './words.ts';

export interface ItemRowProps {
  readonly pathId: string;
  readonly item: PathItemView;
  /** Buttons at its end. */
  readonly action: ReactNode;
}

/** One item of a path: how it stands, what it is, when it is due, and what can be done. */
export function ItemRow({ pathId, item, action }: ItemRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        <StatusIcon item={item} />
        <div className="min-w-0">
          <p className="text-sm leading-5 font-medium">
            <Title pathId={pathId} item={item} />
          </p>
          <p className="text-xs text-pretty text-ink-3">{itemWords(item).join(' · ')}</p>
        </div>
      </div>
      <div className="flex flex-1 items-center justify-end gap-3 max-sm:pl-10 max-sm:[&>*:first-child]:mr-auto">
        <Due item={item} />
        {action}
      </div>
    </li>
  );
}

const look = 'rounded-sm hover:text-accent-text hover:underline';

function Title({ pathId, item }: Pick<ItemRowProps, 'pathId' | 'item'>) {
  if (item.url !== null)
    return (
      <a href={item.url} target="_blank" rel="noopener noreferrer" className={look}>
        {item.title}
        <ExternalLink aria-hidden className="ml-1 inline size-3.5 align-[-2px] text-ink-3" />
        <span className="sr-only"> (in a new tab)</span>
      </a>
    );
  if (item.kind === 'reading')
    return (
      <Link to="/path/$path/read/$item" params={{ path: pathId, item: item.id }} className={look}>
        {item.title}
      </Link>
    );
  const slug = item.lab?.slug ?? item.teach?.slug;
  if (slug === undefined) return item.title;
  const [group = '', name = ''] = slug.split('/');
  return (
    <Link to="/labs/$group/$name" params={{ group, name }} className={look}>
      {item.title}
    </Link>
  );
}

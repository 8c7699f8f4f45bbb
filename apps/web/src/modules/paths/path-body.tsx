import type { PathItemView, PathView } from '@springboard/contracts/paths.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { ItemGroups } from './item-groups.tsx';
import { ProgressCard } from './progress-card.tsx';
import { Skills } from './skills.tsx';

export interface PathBodyProps {
  readonly path: PathView;
  readonly action: (item: PathItemView) => ReactNode;
  readonly nothingToday: ReactNode;
  /** Below the progress. */
  readonly aside?: ReactNode;
  /** Below that: what they may be ready for. */
  readonly readiness?: ReactNode;
  /** Below the items. */
  readonly children?: ReactNode;
}

/** One path of somebody: its items on the left, progress and skills on the right. */
export function PathBody({ path, action, nothingToday, aside, readiness, children }: PathBodyProps) {
  return (
    <section>
      <h2 className="text-lg font-semibold tracking-tight">{path.title}</h2>
      <p className="mt-0.5 mb-4 max-w-2xl text-sm text-pretty text-ink-2">{path.summary}</p>
      {path.waitsFor.length === 0 ? null : (
        <Callout icon={<Lock aria-hidden />} title="Another path comes first" className="mb-5">
          {path.waitsFor.join(' and ')} has to be completed before this one begins.
        </Callout>
      )}
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <ItemGroups path={path} action={action} nothingToday={nothingToday} />
          {children}
        </div>
        <aside className="flex flex-col gap-6">
          <ProgressCard path={path} />
          {aside}
          {readiness}
          <Skills skills={path.skills} />
        </aside>
      </div>
    </section>
  );
}

import type { LabSummary } from '@springboard/contracts/labs.ts';
import { cx } from '@springboard/ui/cx.ts';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { labsQuery } from '../../api/labs.ts';
import { useMay } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { MyClasses } from '../../modules/classes/my-classes.tsx';
import { LabCard } from './lab-card.tsx';

/** All labs of this installation, those under way first. */
export function CataloguePage() {
  const labs = useQuery(labsQuery);
  return (
    <>
      <PageHeader title="Labs" description="Real systems that are yours to break. Each starts in seconds." />
      <MyClasses />
      {labs.data !== undefined ? (
        <Catalogue labs={labs.data} />
      ) : labs.isError ? (
        <RequestError error={labs.error} onRetry={() => void labs.refetch()} />
      ) : (
        <CatalogueLoading />
      )}
    </>
  );
}

function Catalogue({ labs }: { readonly labs: readonly LabSummary[] }) {
  const author = useMay('lab.source.read');
  if (labs.length === 0) {
    return (
      <EmptyState icon={<FlaskConical aria-hidden />} title="No labs yet">
        {author ? (
          <>
            Labs live in the folder <code className="font-mono text-xs">labs/</code>. Make the first with{' '}
            <code className="font-mono text-xs">npm run springboard -- lab new</code>; it appears here when it
            is published.
          </>
        ) : (
          'As soon as an author publishes one, it appears here.'
        )}
      </EmptyState>
    );
  }
  const active = labs.filter((lab) => lab.mine.activeAttemptId !== null);
  const rest = labs.filter((lab) => lab.mine.activeAttemptId === null);
  return (
    <div className="flex flex-col gap-8">
      {active.length > 0 ? <Section title="Under way" labs={active} /> : null}
      {rest.length > 0 ? <Section title={active.length > 0 ? 'All others' : null} labs={rest} /> : null}
    </div>
  );
}

function Section({ title, labs }: { readonly title: string | null; readonly labs: readonly LabSummary[] }) {
  return (
    <section>
      {title === null ? null : <h2 className="mb-2.5 text-sm font-medium text-ink-2">{title}</h2>}
      <ul className={cx('grid gap-3', labs.length > 1 && 'md:grid-cols-2')}>
        {labs.map((lab) => (
          <li key={lab.slug} className="flex">
            <LabCard lab={lab} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CatalogueLoading() {
  return (
    <Loading label="Loading the labs" className="grid gap-3 md:grid-cols-2">
      {[1, 2, 3, 4].map((key) => (
        <div key={key} className="h-52 rounded-lg border border-line bg-surface p-5">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="mt-4 h-3 w-full" />
          <Skeleton className="mt-2 h-3 w-2/3" />
          <Skeleton className="mt-5 h-3 w-64" />
        </div>
      ))}
    </Loading>
  );
}

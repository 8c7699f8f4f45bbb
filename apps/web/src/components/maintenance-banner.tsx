import { cx } from '@springboard/ui/cx.ts';
import { useQuery } from '@tanstack/react-query';
import { Construction } from 'lucide-react';
import { maintenanceQuery } from '../api/maintenance.ts';

/** Says in the operator's words that no lab starts; nothing while there is no maintenance. `wide`: over the whole width, as the workspace's other strips. */
export function MaintenanceBanner({ wide = false }: { readonly wide?: boolean }) {
  const { data } = useQuery(maintenanceQuery);
  const maintenance = data?.maintenance ?? null;
  if (maintenance === null) return null;
  return (
    <div role="status" className="border-b border-warn-line bg-warn-soft">
      <p
        className={cx(
          'flex items-start gap-2 py-2 text-sm text-ink',
          wide ? 'px-3' : 'mx-auto max-w-6xl px-4',
        )}
      >
        <Construction aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
        <span className="min-w-0 text-pretty break-words">
          <span className="font-medium">Maintenance: no lab starts now.</span> {maintenance.text}
        </span>
      </p>
    </div>
  );
}

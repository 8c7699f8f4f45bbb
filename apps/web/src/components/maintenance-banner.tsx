import { useQuery } from '@tanstack/react-query';
import { Construction } from 'lucide-react';
import { maintenanceQuery } from '../api/maintenance.ts';

/** Says in the operator's words that no lab starts; nothing while there is no maintenance. */
export function MaintenanceBanner() {
  const { data } = useQuery(maintenanceQuery);
  const maintenance = data?.maintenance ?? null;
  if (maintenance === null) return null;
  return (
    <div role="status" className="border-b border-warn-line bg-warn-soft">
      <p className="mx-auto flex max-w-6xl items-start gap-2 px-4 py-2 text-sm text-ink">
        <Construction aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
        <span className="min-w-0 text-pretty break-words">
          <span className="font-medium">Maintenance: no lab starts now.</span> {maintenance.text}
        </span>
      </p>
    </div>
  );
}

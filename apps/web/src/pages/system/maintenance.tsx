import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endMaintenance, maintenanceQuery } from '../../api/maintenance.ts';
import { useMay } from '../../api/session.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Section } from '../../components/section.tsx';
import { MaintenanceForm } from './maintenance-form.tsx';

/** Whether labs start, and the way to have them not start for a while. */
export function Maintenance() {
  const client = useQueryClient();
  const { data } = useQuery(maintenanceQuery);
  const mayChange = useMay('environment.any.manage');
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: endMaintenance,
    onError: notifyFailure,
    onSettled: () => client.invalidateQueries({ queryKey: maintenanceQuery.queryKey }),
  });
  if (data === undefined) return null;
  const { maintenance } = data;
  return (
    <Section title="Maintenance">
      <Card>
        <div className="flex items-center justify-between gap-4 px-5 py-3 text-sm max-sm:flex-col max-sm:items-start">
          {maintenance === null ? (
            <p className="text-ink-2">Labs start. During maintenance none does, and a banner says why.</p>
          ) : (
            <p className="min-w-0 break-words text-ink-2">
              <span className="font-medium text-ink">No lab starts</span>, since{' '}
              <RelativeTime at={maintenance.since} />: {maintenance.text}
            </p>
          )}
          {mayChange ? (
            <span className="flex shrink-0 gap-2">
              <Button onClick={() => setAsking(true)}>
                {maintenance === null ? 'Begin maintenance…' : 'Change…'}
              </Button>
              {maintenance === null ? null : (
                <Button variant="primary" busy={end.isPending} onClick={() => end.mutate()}>
                  End maintenance
                </Button>
              )}
            </span>
          ) : null}
        </div>
      </Card>
      <Dialog open={asking} onOpenChange={setAsking} title="Maintenance">
        <MaintenanceForm text={maintenance?.text ?? ''} onClose={() => setAsking(false)} />
      </Dialog>
    </Section>
  );
}

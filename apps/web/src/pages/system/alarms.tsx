import type { FleetView } from '@springboard/contracts/fleet.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { Said } from '../../components/said.tsx';

/** What an operator should know now; nothing where nothing is wrong. */
export function Alarms({ alarms }: { readonly alarms: FleetView['alarms'] }) {
  return (
    <div role="status" aria-label="Alarms" className="flex flex-col gap-2 empty:hidden">
      {alarms.map((alarm) => {
        const critical = alarm.severity === 'critical';
        return (
          <Callout
            key={alarm.title}
            tone={critical ? 'bad' : 'warn'}
            icon={critical ? <OctagonAlert aria-hidden /> : <TriangleAlert aria-hidden />}
            title={
              <>
                <span className="sr-only">{critical ? 'Critical: ' : 'Warning: '}</span>
                {alarm.title}
              </>
            }
          >
            <p>
              <Said>{alarm.detail}</Said>
            </p>
            <p className="text-ink">
              <Said>{alarm.remedy}</Said>
            </p>
          </Callout>
        );
      })}
    </div>
  );
}

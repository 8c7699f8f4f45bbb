import type { Availability } from '@springboard/contracts/labs.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import { Hammer, TriangleAlert } from 'lucide-react';
import { Said } from '../../components/said.tsx';

/** Why a lab cannot be started now, and what to do or how far it is. Nothing when it can. */
export function AvailabilityNote({ availability }: { readonly availability: Availability }) {
  if (availability.status === 'available') return null;
  if (availability.status === 'preparing') {
    const { progress } = availability;
    return (
      <Callout
        icon={<Hammer aria-hidden />}
        title={
          <span className="flex justify-between gap-2">
            Being prepared
            {progress === null ? null : (
              <span className="font-normal text-ink-2">{Math.floor(progress * 100)} %</span>
            )}
          </span>
        }
      >
        <p>{availability.reason}</p>
        <Progress value={progress} label="Preparation" className="mt-2 mb-0.5" />
      </Callout>
    );
  }
  return (
    <Callout tone="warn" icon={<TriangleAlert aria-hidden />} title="Not available here">
      <p>
        <Said>{availability.reason}</Said>
      </p>
      <p className="mt-1 text-ink">
        <Said>{availability.remedy}</Said>
      </p>
    </Callout>
  );
}

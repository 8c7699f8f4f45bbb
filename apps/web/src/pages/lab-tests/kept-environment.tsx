import type { LabTestView } from '@springboard/contracts/lab-tests.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { labTestQuery, releaseLabTest } from '../../api/lab-tests.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** The environment of a test that failed, as it was left, with the ways in. */
export function KeptEnvironment({
  id,
  kept,
}: {
  readonly id: string;
  readonly kept: NonNullable<LabTestView['kept']>;
}) {
  const client = useQueryClient();
  const release = useMutation({
    mutationFn: () => releaseLabTest(id),
    onSuccess: (test) => client.setQueryData(labTestQuery(id).queryKey, test),
    onError: notifyFailure,
  });
  return (
    <Callout
      icon={<Server aria-hidden />}
      title={`Its environment is kept until ${formatTimeOfDay(Date.parse(kept.until))}`}
      actions={
        <Button size="sm" busy={release.isPending} onClick={() => release.mutate()}>
          I have seen enough
        </Button>
      }
    >
      <p>Look inside from the host of the engine:</p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {kept.shells.map((shell) => (
          <li key={shell} className="flex items-center gap-2">
            <code className="min-w-0 overflow-x-auto rounded-md border border-line bg-surface px-2 py-1 font-mono text-xs whitespace-nowrap">
              {shell}
            </code>
            <CopyButton text={shell} label="Copy the command" />
          </li>
        ))}
      </ul>
    </Callout>
  );
}

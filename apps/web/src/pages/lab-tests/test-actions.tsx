import type { LabTestView } from '@springboard/contracts/lab-tests.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { Menu, MenuItem } from '@springboard/ui/menu.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Download, RotateCw, Square } from 'lucide-react';
import { cancelLabTest, labTestQuery, startLabTest } from '../../api/lab-tests.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** What one may do with a test: cancel it while it is open; afterwards repeat it, and take its report along. */
export function TestActions({ test }: { readonly test: LabTestView }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const cancel = useMutation({
    mutationFn: () => cancelLabTest(test.id),
    onSuccess: (view) => client.setQueryData(labTestQuery(test.id).queryKey, view),
    onError: notifyFailure,
  });
  const again = useMutation({
    mutationFn: (options: { readonly seed?: string; readonly keep: boolean }) =>
      startLabTest({ lab: test.lab, ...options }),
    onSuccess: ({ id }) => navigate({ to: '/lab-tests/$id', params: { id } }),
    onError: notifyFailure,
  });
  if (test.state === 'queued' || test.state === 'running')
    return (
      <Button
        icon={<Square aria-hidden className="size-3.5" />}
        busy={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        Cancel
      </Button>
    );
  return (
    <div className="flex flex-wrap gap-2">
      <a href={`/api/lab-tests/${test.id}/junit`} download className={buttonClass()}>
        <Download aria-hidden className="size-4" />
        JUnit
      </a>
      {test.source === 'files' ? null : (
        <Menu
          trigger={
            <Button busy={again.isPending} icon={<RotateCw aria-hidden className="size-4" />}>
              Test again
            </Button>
          }
        >
          <MenuItem onClick={() => again.mutate({ keep: false })}>With new values</MenuItem>
          <MenuItem onClick={() => again.mutate({ keep: false, seed: test.seed })}>
            With the same values (seed {test.seed})
          </MenuItem>
          <MenuItem onClick={() => again.mutate({ keep: true, seed: test.seed })}>
            The same, and keep the environment if it fails
          </MenuItem>
        </Menu>
      )}
    </div>
  );
}

import type { EnvironmentDetail } from '@springboard/contracts/fleet.ts';
import { Button } from '@springboard/ui/button.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { destroyEnvironment, retryEnvironment } from '../../api/fleet.ts';
import { meQuery } from '../../api/session.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { actionsOn } from './words.ts';

/** What an operator may do to an environment; each asks first, since its learner may be at work in it. */
export function EnvironmentActions({ row }: { readonly row: EnvironmentDetail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useQuery(meQuery);
  const [asking, setAsking] = useState<'retry' | 'destroy' | null>(null);
  const settled = () => {
    setAsking(null);
    return client.invalidateQueries({ queryKey: ['environments'] });
  };
  const retry = useMutation({
    mutationFn: () => retryEnvironment(row.id),
    onSuccess: async (fresh) => {
      if (fresh.id === row.id) notify({ tone: 'good', title: 'It is taken down; its pool makes another' });
      else {
        notify({ tone: 'good', title: 'Another one takes its place' });
        await navigate({ to: '/system/environments/$id', params: { id: fresh.id } });
      }
    },
    onError: notifyFailure,
    onSettled: settled,
  });
  const destroy = useMutation({
    mutationFn: () => destroyEnvironment(row.id),
    onSuccess: () => notify({ tone: 'good', title: 'It is taken down' }),
    onError: notifyFailure,
    onSettled: settled,
  });
  const can = actionsOn(row);
  if (me.data?.permissions.includes('environment.any.manage') !== true) return null;
  const ofPool = row.purpose === 'pool';
  return (
    <div className="flex gap-2">
      {can.retry ? (
        <Button icon={<RotateCw aria-hidden className="size-4" />} onClick={() => setAsking('retry')}>
          {ofPool ? 'Replace' : 'Try again'}
        </Button>
      ) : null}
      {can.destroy ? (
        <Button icon={<Trash2 aria-hidden className="size-4" />} onClick={() => setAsking('destroy')}>
          Destroy
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking === 'retry'}
        onOpenChange={(open) => setAsking(open ? 'retry' : null)}
        title={ofPool ? 'Replace this environment?' : 'Put another one in its place?'}
        confirm={ofPool ? 'Replace' : 'Try again'}
        busy={retry.isPending}
        onConfirm={() => retry.mutate()}
      >
        <p>
          {ofPool
            ? 'It is taken down, and the pool makes another as far as there is room.'
            : `${row.owner?.name ?? 'Its learner'} gets a fresh environment; what is left of this one is taken down.`}
        </p>
        {ofPool ? null : <p>Everything that was passed is kept. What was done since is gone.</p>}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'destroy'}
        onOpenChange={(open) => setAsking(open ? 'destroy' : null)}
        title="Destroy this environment?"
        confirm="Destroy"
        danger
        busy={destroy.isPending}
        onConfirm={() => destroy.mutate()}
      >
        <p>
          {ofPool
            ? 'It is taken down. The pool makes another as long as its target says so.'
            : row.purpose === 'test'
              ? 'The contract test of a lab that runs in it is broken off.'
              : `What ${row.owner?.name ?? 'its learner'} did on its disks is lost, and their terminals close.`}
        </p>
        {row.purpose !== 'attempt' ? null : (
          <p>
            Everything that was passed is kept. They are told that an operator ended it, and get a fresh one
            with Reset.
          </p>
        )}
      </ConfirmDialog>
    </div>
  );
}

import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { hideWalkthrough, walkthroughQuery } from '../../api/walkthroughs.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** A mentor hides a walk-through for a reason that its author reads, or shows it again. */
export function HideButton({ view }: { readonly view: WalkthroughView }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const hide = useMutation({
    mutationFn: (reason: string | null) => hideWalkthrough(view.id, reason),
    onSuccess: (next) => {
      client.setQueryData(walkthroughQuery(view.id, false).queryKey, next);
      setOpen(false);
    },
  });
  if (view.hidden !== null)
    return (
      <Button
        busy={hide.isPending}
        icon={<Eye aria-hidden className="size-4" />}
        onClick={() => hide.mutate(null, { onError: notifyFailure })}
      >
        Show it again
      </Button>
    );
  return (
    <>
      <Button variant="ghost" icon={<EyeOff aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
        Hide…
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Hide this walk-through">
        <Reason
          error={hide.error}
          busy={hide.isPending}
          onHide={(reason) => hide.mutate(reason)}
          onCancel={() => setOpen(false)}
        />
      </Dialog>
    </>
  );
}

function Reason(props: {
  readonly error: Error | null;
  readonly busy: boolean;
  readonly onHide: (reason: string) => void;
  readonly onCancel: () => void;
}) {
  const id = useId();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onHide(reason);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-sm text-pretty text-ink-2">
        Learners do not find it any more, and it counts for no path until it is shown again. Its author is
        told why, and you are told when they have changed it.
      </p>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm font-medium">
          Reason
        </label>
        <textarea
          id={id}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink"
        />
      </div>
      <FormEnd
        error={props.error}
        busy={props.busy}
        disabled={reason.trim().length < 3}
        submit="Hide it"
        onCancel={props.onCancel}
      />
    </form>
  );
}

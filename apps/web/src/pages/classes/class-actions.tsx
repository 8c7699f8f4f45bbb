import type { ClassView } from '@springboard/contracts/classes.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Play, RotateCw, Square } from 'lucide-react';
import { useState } from 'react';
import { cancelClass, classesKey, endClass, startClass } from '../../api/classes.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { peopleWords } from './words.ts';

/** What can be done about a class in its state. */
export function ClassActions({ of }: { readonly of: ClassView }) {
  if (of.state === 'planned') return <Planned of={of} />;
  if (of.state === 'open') return <Open of={of} />;
  return null;
}

type Asked = 'start' | 'cancel' | 'end' | null;

/** Does something to the class; its page is read anew, beside what its events bring. */
function useAct(act: (id: string) => Promise<void>, onDone: () => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: classesKey });
    },
    onError: notifyFailure,
  });
}

function Planned({ of }: { readonly of: ClassView }) {
  const { id } = of;
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const start = useAct(startClass, close);
  const cancel = useAct(cancelClass, () => void navigate({ to: '/classes' }));
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="ghost" onClick={() => setAsked('cancel')}>
        Cancel the class
      </Button>
      <Link to="/classes/$id/edit" params={{ id }} className={buttonClass()}>
        Edit
      </Link>
      <Button
        variant="primary"
        icon={<Play aria-hidden className="size-4" />}
        onClick={() => setAsked('start')}
      >
        Start now
      </Button>
      <ConfirmDialog
        open={asked === 'start'}
        onOpenChange={close}
        title="Start the class now?"
        confirm="Start now"
        busy={start.isPending}
        onConfirm={() => start.mutate(id)}
      >
        <p>The lab is started for {peopleWords(of.members.length)}, and each of them is told.</p>
        <p>Who is at it already stays in their attempt. Who finds none ready waits in the queue.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'cancel'}
        onOpenChange={close}
        title="Cancel the class?"
        confirm="Cancel the class"
        danger
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate(id)}
      >
        <p>
          It is taken away, and {peopleWords(of.members.length)} are told. What the pool has grown for it
          goes.
        </p>
      </ConfirmDialog>
    </div>
  );
}

function Open({ of }: { readonly of: ClassView }) {
  const { id, members } = of;
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const again = useAct(startClass);
  const end = useAct(endClass, close);
  const without = members.filter(({ problem }) => problem !== null).length;
  return (
    <div className="flex flex-wrap gap-2">
      {without === 0 ? null : (
        <Button
          icon={<RotateCw aria-hidden className="size-4" />}
          busy={again.isPending}
          onClick={() => again.mutate(id)}
        >
          Try again for {without}
        </Button>
      )}
      <Button icon={<Square aria-hidden className="size-4" />} onClick={() => setAsked('end')}>
        End the class
      </Button>
      <ConfirmDialog
        open={asked === 'end'}
        onOpenChange={close}
        title="End the class?"
        confirm="End the class"
        busy={end.isPending}
        onConfirm={() => end.mutate(id)}
      >
        <p>Attempts go on as they are, and everything passed is kept.</p>
        <p>Messages go from people’s workspaces, and this page is not live any more.</p>
      </ConfirmDialog>
    </div>
  );
}

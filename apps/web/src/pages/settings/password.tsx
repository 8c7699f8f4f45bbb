import type { OwnPasswordView } from '@springboard/contracts/sign-in.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ownPasswordQuery, signInOfferQuery } from '../../api/sign-in.ts';
import { RequestError } from '../../components/request-error.tsx';
import { SetPasswordForm } from './set-password-form.tsx';

/** The person's password: set, or changed. Nothing where passwords are not used. */
export function Password() {
  const { data: offer } = useQuery(signInOfferQuery);
  return offer?.passwords === true ? <OwnPassword /> : null;
}

function OwnPassword() {
  const own = useQuery(ownPasswordQuery);
  const [open, setOpen] = useState(false);
  const verb = own.data?.setAt === null ? 'Set a password' : 'Change the password';
  return (
    <section>
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 className="text-sm font-semibold">Password</h2>
          <p className="text-sm text-ink-2">One way to sign in, beside links.</p>
        </div>
        {own.data === undefined ? null : <Button onClick={() => setOpen(true)}>{verb}</Button>}
      </div>
      {own.data !== undefined ? (
        <Card>
          <p className="px-5 py-3 text-sm">
            <Since own={own.data} />
          </p>
        </Card>
      ) : own.isError ? (
        <RequestError error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Loading label="Loading whether you have a password">
          <Skeleton className="h-11 w-full" />
        </Loading>
      )}
      <Dialog open={open} onOpenChange={setOpen} title={verb}>
        <SetPasswordForm oldNeeded={own.data?.oldNeeded ?? true} onClose={() => setOpen(false)} />
      </Dialog>
    </section>
  );
}

function Since({ own }: { readonly own: OwnPasswordView }) {
  if (own.setAt === null) return 'You have none.';
  return (
    <>
      You set it <RelativeTime at={own.setAt} />.
    </>
  );
}

import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { useMutation } from '@tanstack/react-query';
import { Building2, CircleAlert } from 'lucide-react';
import { asApiError } from '../../api/client.ts';
import { beginProviderSignIn } from '../../api/sign-in.ts';

/** Takes this window to the company's sign-in, which sends it back here. */
export function ProviderButton({ label }: { readonly label: string }) {
  const begin = useMutation({
    mutationFn: beginProviderSignIn,
    onSuccess: (url) => window.location.assign(url),
  });
  const failure = begin.error === null ? null : asApiError(begin.error);
  return (
    <div className="flex flex-col gap-3">
      {failure === null ? null : (
        <Callout tone="bad" role="alert" icon={<CircleAlert aria-hidden />} title={failure.title}>
          {failure.message} {failure.remedy}
        </Callout>
      )}
      <Button
        variant="primary"
        size="lg"
        icon={<Building2 aria-hidden className="size-4" />}
        // Busy also while the other site loads: a second click would void the first.
        busy={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
        className="w-full"
      >
        <span className="truncate">{label}</span>
      </Button>
    </div>
  );
}

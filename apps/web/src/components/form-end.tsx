import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { asApiError } from '../api/client.ts';

export interface FormEndProps {
  /** What went wrong when it was sent; null while nothing did. */
  readonly error: Error | null;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly submit: string;
  readonly onCancel: () => void;
}

/** The end of a form in a dialogue: why it was refused, and its two buttons. */
export function FormEnd({ error, busy, disabled, submit, onCancel }: FormEndProps) {
  const failure = error === null ? null : asApiError(error);
  return (
    <>
      {failure === null ? null : (
        <Callout tone="bad" role="alert" title={failure.title}>
          {failure.message} {failure.remedy}
        </Callout>
      )}
      <div className="mt-2 flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" busy={busy} disabled={disabled}>
          {submit}
        </Button>
      </div>
    </>
  );
}

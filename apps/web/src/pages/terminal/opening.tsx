import { Spinner } from '@springboard/ui/spinner.tsx';

/** Before it is known which terminal this is. */
export function Opening() {
  return (
    <div role="status" className="grid h-dvh place-items-center bg-terminal text-sm text-ink-2">
      <span className="flex items-center gap-2">
        <Spinner /> Opening the terminal…
      </span>
    </div>
  );
}

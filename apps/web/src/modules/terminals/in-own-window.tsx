import { Button } from '@springboard/ui/button.tsx';
import { SquareArrowOutUpRight } from 'lucide-react';

/** In place of a terminal that is shown in a window of its own. */
export function InOwnWindow(props: { readonly onGo: () => void; readonly onTakeBack: () => void }) {
  return (
    <div className="grid h-full place-items-center overflow-y-auto bg-canvas p-4">
      <div className="max-w-sm text-center">
        <SquareArrowOutUpRight aria-hidden className="mx-auto size-5 text-ink-3" />
        <p role="status" className="mt-2 text-sm font-medium">
          This terminal has a window of its own
        </p>
        <p className="mt-1 text-sm text-pretty text-ink-2">
          It comes back when you close that window. Commands of the guide go to another terminal meanwhile.
        </p>
        <p className="mt-3 flex items-center justify-center gap-2">
          <Button size="sm" onClick={props.onGo}>
            Go to the window
          </Button>
          <Button size="sm" onClick={props.onTakeBack}>
            Show it here
          </Button>
        </p>
      </div>
    </div>
  );
}

import { buttonClass } from '@springboard/ui/button.tsx';
import { Popover } from '@springboard/ui/popover.tsx';
import { Bookmark } from 'lucide-react';
import { SavePoints, type SavePointsProps } from './save-points.tsx';

/** *Save points* in the bar: the list under it. */
export function SavePointsButton(props: SavePointsProps & { readonly disabled: boolean }) {
  return (
    <Popover
      title="Save points"
      trigger={
        <button
          type="button"
          disabled={props.disabled}
          className={`${buttonClass('ghost', 'sm')} data-[popup-open]:bg-press data-[popup-open]:text-ink`}
        >
          <Bookmark aria-hidden className="size-3.5" />
          Save points
        </button>
      }
    >
      {(close) => (
        <SavePoints
          {...props}
          onRewind={(point) => {
            close();
            props.onRewind(point);
          }}
          onDelete={(point) => {
            close();
            props.onDelete(point);
          }}
        />
      )}
    </Popover>
  );
}

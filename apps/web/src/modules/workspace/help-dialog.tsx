import { Dialog } from '@springboard/ui/dialog.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { leaveChord } from '../terminals/leave-chord.ts';

/** The keys of the workspace. */
export function HelpDialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog {...props} title="Keys">
      <KeyList title="In the terminal" keys={terminalKeys} />
      <KeyList title="Outside the terminal" keys={pageKeys} />
      <p className="mt-4 text-xs text-pretty text-ink-3">
        All other keys belong to the shell while the terminal has the focus. Your shells go on when you reload
        or close this page.
      </p>
    </Dialog>
  );
}

type Keys = readonly (readonly [keys: string, what: string])[];

const terminalKeys: Keys = [
  [leaveChord(), 'Leave the terminal'],
  ['Ctrl+Shift+C', 'Copy'],
  ['Ctrl+Shift+V', 'Paste'],
  ['Ctrl+Shift+F', 'Search'],
  ['Esc', 'Take the keyboard back while a mentor types'],
  ['Alt+Shift+Arrow', 'Go to the terminal beside it in a split tab'],
];
const pageKeys: Keys = [
  ['T', 'Go to the terminal; resume when it is paused'],
  ['C', 'Check the current task'],
  ['?', 'This list'],
  ['F2', 'Rename the terminal tab in focus'],
  ['Del', 'Close the terminal tab in focus'],
];

function KeyList({ title, keys }: { readonly title: string; readonly keys: Keys }) {
  return (
    <section className="mt-1 not-first:mt-4">
      <h3 className="text-xs font-medium text-ink-3">{title}</h3>
      <dl className="mt-1.5 flex flex-col gap-1.5 text-sm">
        {keys.map(([key, what]) => (
          <div key={key} className="flex items-center justify-between gap-4">
            <dt>{what}</dt>
            <dd>
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

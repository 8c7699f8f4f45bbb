import type { NodeView } from '@springboard/contracts/environments.ts';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { leaveChord } from './leave-chord.ts';

interface StatusBarProps {
  readonly node: NodeView | undefined;
  /** Title of the web page in front, if one is. */
  readonly page?: string | undefined;
  /** A terminal has the keyboard. */
  readonly typing: boolean;
  /** Name of the mentor who types in the learner's place, if one does. */
  readonly typist?: string | undefined;
}

/** Under the terminals: where they are, that they are recorded, and how to get in and out by the keyboard. */
export function StatusBar({ node, page, typing, typist }: StatusBarProps) {
  return (
    <div className="flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line bg-inset px-3 text-xs text-ink-3">
      {page === undefined ? (
        <span className="truncate">
          {node === undefined ? '' : node.name} <span className="font-mono">{node?.address}</span>
          <span title="What your terminals print is recorded, not what you type. You, mentors and managers can download it; authors see the last commands before a check that did not pass.">
            {' · recorded'}
          </span>
        </span>
      ) : (
        <span className="truncate">{page} · a page of your environment, not recorded</span>
      )}
      <span className="flex shrink-0 items-center gap-1.5 max-sm:hidden">
        <Keys typing={typing} typist={typist} />
      </span>
    </div>
  );
}

function Keys({ typing, typist }: Pick<StatusBarProps, 'typing' | 'typist'>) {
  if (!typing) {
    return (
      <>
        Press <Kbd>T</Kbd> to go to the terminal
      </>
    );
  }
  if (typist !== undefined) {
    return (
      <>
        {`${typist} is typing, your keys are held off. To take them back press `}
        <Kbd>Esc</Kbd>
      </>
    );
  }
  return (
    <>
      Keys go to the shell. To leave it press <Kbd>{leaveChord()}</Kbd>
    </>
  );
}

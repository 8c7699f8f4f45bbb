import { Button } from '@springboard/ui/button.tsx';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import { Play } from 'lucide-react';
import { type ReactNode, useContext, useState } from 'react';
import { RunContext } from './run-context.ts';

export interface CodeBlockProps {
  /** The raw code: what is copied and run. */
  readonly text: string;
  /** Node it is meant for; null = only to read and copy. */
  readonly node: string | null;
  readonly language: string | null;
  /** The highlighted code. */
  readonly children: ReactNode;
}

/** Code with *copy*, and with *run in <node>* where it is meant to be run and there is a terminal for it. */
export function CodeBlock({ text, node, language, children }: CodeBlockProps) {
  const runner = useContext(RunContext);
  const [running, setRunning] = useState(false);
  const runnable = node !== null && runner !== null;
  const run = async () => {
    if (node === null || runner === null) return;
    setRunning(true);
    await runner.run(node, text);
    setRunning(false);
  };
  return (
    <div className="group/code relative overflow-hidden rounded-lg border border-line bg-inset">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways and have to be reached by keys
        tabIndex={0}
        className="code overflow-x-auto px-3 py-2.5 -outline-offset-2"
        data-language={language ?? undefined}
      >
        {children}
      </pre>
      {runnable ? (
        <div className="flex items-center justify-between gap-2 border-t border-line bg-surface py-1 pr-1.5 pl-1">
          <Button
            variant="ghost"
            size="sm"
            busy={running}
            disabled={!runner.ready}
            title={runner.ready ? undefined : runner.reason}
            icon={<Play aria-hidden className="size-3.5 text-accent-text" />}
            onClick={() => void run()}
          >
            Run in {node}
          </Button>
          <CopyButton text={text} label="Copy the command" />
        </div>
      ) : (
        <div className="absolute top-1.5 right-1.5 rounded-md bg-inset opacity-0 transition-opacity group-focus-within/code:opacity-100 group-hover/code:opacity-100 pointer-coarse:opacity-100">
          <CopyButton text={text} />
        </div>
      )}
    </div>
  );
}

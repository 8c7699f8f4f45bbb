import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { type ReactNode, useCallback, useRef, useState } from 'react';

interface Question {
  readonly text: string;
  readonly lines: number;
}

/** Asks before many lines are pasted into a shell, where each of them runs at once. */
export function usePasteQuestion(): { ask: (question: Question) => Promise<boolean>; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null);
  const answer = useRef<(paste: boolean) => void>(() => {});
  const ask = useCallback((next: Question) => {
    answer.current(false);
    setQuestion(next);
    return new Promise<boolean>((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const settle = (paste: boolean) => {
    answer.current(paste);
    setQuestion(null);
  };
  const dialog = (
    <ConfirmDialog
      open={question !== null}
      onOpenChange={(open) => {
        if (!open) settle(false);
      }}
      title={`Paste ${question?.lines ?? 0} lines?`}
      confirm="Paste"
      onConfirm={() => settle(true)}
    >
      <p>A shell may run each line as it arrives.</p>
      <pre className="code max-h-48 overflow-auto rounded-md border border-line bg-inset p-2 text-ink">
        {question?.text.slice(0, 4000)}
      </pre>
    </ConfirmDialog>
  );
  return { ask, dialog };
}

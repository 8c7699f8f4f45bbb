import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { HelpView } from '@springboard/contracts/help.ts';
import { Button } from '@springboard/ui/button.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation } from '@tanstack/react-query';
import { LifeBuoy } from 'lucide-react';
import { endHelp } from '../../api/help.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Prose } from '../../components/prose.tsx';
import { endWords, sentWords, stateWords } from './words.ts';

export interface OwnQuestionProps {
  readonly help: HelpView;
  readonly readOnly: boolean;
  readonly onAnswer: (next: AttemptView) => void;
}

/** A question as its learner sees it: where it stands, what was sent along, and the answer. */
export function OwnQuestion({ help, readOnly, onAnswer }: OwnQuestionProps) {
  const end = useMutation({
    mutationFn: () => endHelp(help.id),
    onSuccess: onAnswer,
    onError: notifyFailure,
  });
  const { answer } = help;
  const ending = endWords[help.state];
  return (
    <section
      aria-label="Question to a mentor"
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-inset px-3 py-1">
        <LifeBuoy aria-hidden className="size-3.5 text-accent-text" />
        <p role="status" className="min-w-0 flex-1 text-xs font-medium text-ink-2">
          {stateWords(help)}
        </p>
        {readOnly || ending === null ? null : (
          <Button size="sm" variant="ghost" busy={end.isPending} onClick={() => end.mutate()}>
            {ending}
          </Button>
        )}
      </div>
      <div className="px-3 py-2.5">
        <p className="text-sm whitespace-pre-line text-pretty">{help.question}</p>
        <p className="mt-1 text-xs text-ink-3">
          Asked <RelativeTime at={help.askedAt} />. {sentWords(help)}
        </p>
      </div>
      {answer === null ? null : (
        <div className="border-t border-line px-3 py-2.5">
          <p className="mb-1 text-xs font-medium text-ink-2">
            {answer.by}
            <span className="font-normal text-ink-3">
              , <RelativeTime at={answer.at} />
            </span>
          </p>
          <Prose prose={answer.prose} className="text-base" />
        </div>
      )}
    </section>
  );
}

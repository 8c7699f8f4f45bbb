import type { AnswerFollow, FollowView } from '@springboard/contracts/follows.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { Eye, Keyboard } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { answerFollow, answerTakeover } from '../../api/follows.ts';
import type { FollowActions } from './use-follow-actions.ts';

interface QuestionProps {
  readonly follow: FollowView;
  readonly actions: FollowActions;
}

/** A mentor asks to follow: who, what they would see, for how long. */
export function FollowQuestion({ follow, actions }: QuestionProps) {
  const { id, mentor, until } = follow;
  const answer = (answer: AnswerFollow['answer']) => () =>
    actions.act(`${id} ${answer}`, () => answerFollow(id, answer));
  const busy = (answer: AnswerFollow['answer']) => actions.acting === `${id} ${answer}`;
  return (
    <Question
      icon={<Eye aria-hidden />}
      title={`${mentor.name} wants to follow your terminals`}
      answers={
        <>
          <Button variant="primary" busy={busy('once')} onClick={answer('once')}>
            This time
          </Button>
          <Button busy={busy('environment')} onClick={answer('environment')}>
            Until this environment ends
          </Button>
          <Button variant="ghost" busy={busy('no')} onClick={answer('no')}>
            No
          </Button>
        </>
      }
    >
      <p>
        They would see what your terminals on this page show, with its last 1,000 lines, and what you do there
        from now on. They cannot type. Your own SSH clients and web tabs are not shown.
      </p>
      <p className="mt-1.5 text-ink-3">
        <em>This time</em> ends when they leave; the other yes lets them come back without asking. You can
        stop either at any time.
        {until === null ? null : ` The question goes away at ${formatTimeOfDay(Date.parse(until))}.`}
      </p>
    </Question>
  );
}

/** A mentor who follows asks to type. */
export function TakeoverQuestion({ follow, actions }: QuestionProps) {
  const { id, mentor } = follow;
  const answer = (agree: boolean) => () =>
    actions.act(`${id} takeover ${agree}`, () => answerTakeover(id, agree));
  const busy = (agree: boolean) => actions.acting === `${id} takeover ${agree}`;
  return (
    <Question
      icon={<Keyboard aria-hidden />}
      title={`${mentor.name} wants to type in your terminals`}
      answers={
        <>
          <Button variant="primary" busy={busy(true)} onClick={answer(true)}>
            Let them type
          </Button>
          <Button variant="ghost" busy={busy(false)} onClick={answer(false)}>
            No
          </Button>
        </>
      }
    >
      <p>
        While they type, your keys are held off in all terminals of this page. <Kbd>Esc</Kbd> in a terminal or
        one click gives you the keyboard back at once. What they do counts as done in your attempt.
      </p>
    </Question>
  );
}

/** Beside the work and not over the page: keys that are meant for the shell must not answer it. */
function Question(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly answers: ReactNode;
  readonly children: ReactNode;
}) {
  const title = useId();
  return (
    <section
      aria-labelledby={title}
      className="pointer-events-auto w-full max-w-md rounded-lg border border-line-strong bg-raised p-4 text-sm shadow-pop"
    >
      <p role="alert" className="sr-only">
        {props.title}
      </p>
      <h2
        id={title}
        className="flex items-start gap-2 font-medium [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-accent-text"
      >
        {props.icon}
        <span className="min-w-0 break-words">{props.title}</span>
      </h2>
      <div className="mt-1.5 text-pretty text-ink-2">{props.children}</div>
      <div className="mt-3 flex flex-wrap gap-2">{props.answers}</div>
    </section>
  );
}

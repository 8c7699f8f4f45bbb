import type { TaskView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Play, RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Phase } from '../environment/phase.ts';
import { CheckIcon } from './check-icon.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { describeCheck, isChecking, openCheckWords, whyNoCheck } from './verdicts.ts';

export interface CheckBarProps {
  readonly task: TaskView;
  readonly phase: Phase;
  readonly actions: AttemptActions;
  /** Brings the checks of the task into view. */
  readonly onShow: () => void;
  readonly onResume: () => void;
}

/** At the foot of the guide, always in sight: how the checks of the current task stand, what is missing, and *check now*. */
export function CheckBar({ task, phase, actions, onShow, onResume }: CheckBarProps) {
  const passed = task.checks.filter((check) => check.passed).length;
  const busy = actions.checking === task.id || isChecking(task);
  const reason = whyNoCheck(task, phase);
  const missing = openCheckWords(task);
  const detail = reason ?? missing;
  const answer = useAnswer(busy, missing ?? '');
  return (
    <div className="flex h-15 shrink-0 items-center gap-2 border-t border-line bg-inset px-3">
      <button
        type="button"
        onClick={onShow}
        title={detail ?? undefined}
        className="flex h-13 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-hover"
      >
        <span className="flex shrink-0 gap-1">
          {task.checks.map((check) => (
            <CheckIcon key={check.id} look={describeCheck(check).look} />
          ))}
        </span>
        <span className="min-w-0 leading-4">
          <span className="block truncate text-ink-2">
            {passed} of {task.checks.length} passed
            <span className="sr-only">: show the checks</span>
          </span>
          {detail === null ? null : (
            <span id="check-detail" className="line-clamp-2 text-xs leading-4 text-pretty text-ink-3">
              {detail}
            </span>
          )}
        </span>
      </button>
      {phase === 'paused' ? (
        <Button size="sm" icon={<Play aria-hidden className="size-3.5" />} onClick={onResume}>
          Resume
        </Button>
      ) : (
        <Button
          size="sm"
          busy={busy}
          disabled={reason !== null}
          aria-describedby={detail === null ? undefined : 'check-detail'}
          icon={<RefreshCw aria-hidden className="size-3.5" />}
          onClick={() => {
            answer.expect();
            actions.check(task.id);
          }}
        >
          {busy ? 'Checking…' : 'Check now'}
        </Button>
      )}
      <span role="status" className="sr-only">
        {answer.text}
      </span>
    </div>
  );
}

/** What an asked check found, for the live region. Checks that run by themselves are not read out: they come while one types. */
function useAnswer(busy: boolean, missing: string) {
  const [text, setText] = useState('');
  const expected = useRef(false);
  const wasBusy = useRef(busy);
  useEffect(() => {
    const ended = wasBusy.current && !busy;
    wasBusy.current = busy;
    if (!ended || !expected.current) return;
    expected.current = false;
    setText(missing);
  }, [busy, missing]);
  return {
    text,
    expect: () => {
      expected.current = true;
      setText('');
    },
  };
}

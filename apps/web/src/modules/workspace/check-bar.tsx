import type { TaskView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { RefreshCw } from 'lucide-react';
import { CheckIcon } from './check-icon.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { describeCheck, isChecking } from './verdicts.ts';

export interface CheckBarProps {
  readonly task: TaskView;
  /** Checks can be asked for. */
  readonly checkable: boolean;
  readonly actions: AttemptActions;
  /** Brings the checks of the task into view. */
  readonly onShow: () => void;
}

/** At the foot of the guide, always in sight: how the checks of the current task stand, and *check now*. */
export function CheckBar({ task, checkable, actions, onShow }: CheckBarProps) {
  const passed = task.checks.filter((check) => check.passed).length;
  const busy = actions.checking === task.id || isChecking(task);
  return (
    <div className="flex h-11 shrink-0 items-center gap-2 border-t border-line bg-inset pr-3 pl-3">
      <button
        type="button"
        onClick={onShow}
        className="flex h-8 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-hover"
      >
        <span className="flex shrink-0 gap-1">
          {task.checks.map((check) => (
            <CheckIcon key={check.id} look={describeCheck(check).look} />
          ))}
        </span>
        <span className="min-w-0 truncate text-ink-2">
          {passed} of {task.checks.length} passed
          <span className="sr-only">: show the checks</span>
        </span>
      </button>
      <Button
        size="sm"
        busy={busy}
        disabled={!checkable}
        title={checkable ? undefined : 'Checks begin when the environment is ready.'}
        icon={<RefreshCw aria-hidden className="size-3.5" />}
        onClick={() => actions.check(task.id)}
      >
        {busy ? 'Checking…' : 'Check now'}
      </Button>
    </div>
  );
}

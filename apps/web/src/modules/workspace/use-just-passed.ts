import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useEffect, useRef, useState } from 'react';
import { newlyPassed } from './verdicts.ts';

export interface JustPassed {
  /** Tasks that turned to passed while this page was open. */
  readonly ids: ReadonlySet<string>;
  /** For the live region: what was passed last, empty before. */
  readonly announcement: string;
}

/** Notices tasks that turn to passed while the page is open. Those passed before are not celebrated again. */
export function useJustPassed(attempt: AttemptView, onPassed: (ids: readonly string[]) => void): JustPassed {
  const previous = useRef<AttemptView | null>(null);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [announcement, setAnnouncement] = useState('');
  const callback = useRef(onPassed);
  callback.current = onPassed;

  useEffect(() => {
    const passed = newlyPassed(previous.current, attempt);
    previous.current = attempt;
    if (passed.length === 0) return;
    setIds((before) => new Set([...before, ...passed]));
    const titles = attempt.tasks.filter((task) => passed.includes(task.id)).map((task) => task.title);
    setAnnouncement(`Passed: ${titles.join(', ')}. Score ${attempt.score} of ${attempt.maxScore}.`);
    callback.current(passed);
  }, [attempt]);

  return { ids, announcement };
}

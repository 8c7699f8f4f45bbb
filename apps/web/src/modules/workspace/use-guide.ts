import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { intro, keepPlace, readPlace, startOf } from './guide-place.ts';
import { type JustPassed, useJustPassed } from './use-just-passed.ts';
import { currentTask } from './verdicts.ts';

/** The tick of a passed task is looked at so long before the guide goes on. In ms. */
const savour = 1600;
/** Who scrolled so recently is reading: the guide stays where it is. In ms. */
const readingFor = 6000;
/** The place is kept when scrolling has rested so long. In ms. */
const rest = 200;

export interface GuideState {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string, shown: boolean) => void;
  readonly passed: JustPassed;
  /** Leaves a passed task for the next one. */
  readonly goTo: (from: string, to: string) => void;
  /** Brings the checks of a task into view. */
  readonly showChecks: (id: string) => void;
}

/** Which sections are open and where the guide stands: kept over a reload, and following the tasks as they pass. */
export function useGuide(attempt: AttemptView): GuideState {
  const scroller = useRef<HTMLDivElement>(null);
  const [start] = useState(() => startOf(attempt, readPlace(attempt.id)));
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(start.open));
  const current = currentTask(attempt)?.id ?? null;
  const isReading = useReading(scroller);
  const following = useRef<ReturnType<typeof setTimeout> | null>(null);

  const toggle = (id: string, shown: boolean) =>
    setOpen((before) => {
      const next = new Set(before);
      if (shown) next.add(id);
      else next.delete(id);
      return next;
    });
  const leaveFor = (from: readonly string[], to: string, focus: boolean) => {
    setOpen((before) => new Set([...[...before].filter((id) => id !== intro && !from.includes(id)), to]));
    whenClosed(scroller, [intro, ...from], () => {
      const section = document.getElementById(`task-${to}`);
      if (section === null) return;
      scrollTo(scroller.current, section.offsetTop);
      if (focus) section.querySelector('button')?.focus({ preventScroll: true });
    });
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const top =
      'top' in start.at ? start.at.top : document.getElementById(`task-${start.at.task}`)?.offsetTop;
    element.scrollTop = top ?? 0;
  }, [start]);
  useKeepPlace(attempt.id, current, open, scroller);

  const passed = useJustPassed(attempt, (ids) => {
    if (current === null) return;
    toggle(current, true);
    // What was right is read now; the way on is a button.
    if (attempt.tasks.some(({ id, kind }) => kind !== 'checked' && ids.includes(id))) return;
    following.current = setTimeout(() => {
      if (isReading()) return;
      // The focus moves only where it would be lost with the section that closes.
      const inside = ids.some((id) =>
        document.getElementById(`task-${id}`)?.contains(document.activeElement),
      );
      leaveFor(ids, current, inside);
    }, savour);
  });
  useEffect(
    () => () => {
      if (following.current !== null) clearTimeout(following.current);
    },
    [],
  );

  return {
    scroller,
    open,
    toggle,
    passed,
    goTo: (from, to) => leaveFor([from], to, true),
    showChecks: (id) => {
      toggle(id, true);
      requestAnimationFrame(() => {
        const checks = document.getElementById(`checks-${id}`);
        const element = scroller.current;
        if (checks === null || element === null) return;
        const hidden = checks.offsetTop + checks.offsetHeight - element.clientHeight + 12;
        // The head of a long list matters more than its end.
        scrollTo(element, Math.min(checks.offsetTop - 12, Math.max(hidden, 0)));
      });
    },
  };
}

/** So many frames sections have to close: on a busy machine it takes some. */
const closingFrames = 120;

/** Calls `then` once these sections are closed: what stands below them has its place only then. */
function whenClosed(
  scroller: RefObject<HTMLElement | null>,
  sections: readonly string[],
  then: () => void,
  frames = closingFrames,
): void {
  requestAnimationFrame(() => {
    const closing = sections.some(
      (id) => scroller.current?.querySelector(`[data-section="${CSS.escape(id)}"]`) != null,
    );
    if (closing && frames > 0) whenClosed(scroller, sections, then, frames - 1);
    else then();
  });
}

/** Not scrollIntoView: that would also scroll the frames around, which are not meant to move. */
function scrollTo(element: HTMLElement | null, top: number): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
}

const scrollKeys: ReadonlySet<string> = new Set([
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'ArrowUp',
  'ArrowDown',
]);

/** Tells whether somebody reads in the element: scrolled it just now by hand, or has text of it selected. */
function useReading(scroller: RefObject<HTMLElement | null>): () => boolean {
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const moved = () => {
      last.current = performance.now();
    };
    const onKey = (event: KeyboardEvent) => {
      if (scrollKeys.has(event.key)) moved();
    };
    const passive = { passive: true };
    element.addEventListener('wheel', moved, passive);
    element.addEventListener('touchmove', moved, passive);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('wheel', moved);
      element.removeEventListener('touchmove', moved);
      element.removeEventListener('keydown', onKey);
    };
  }, [scroller]);
  return () => {
    const selection = document.getSelection();
    const selected =
      selection !== null &&
      !selection.isCollapsed &&
      scroller.current?.contains(selection.anchorNode) === true;
    return selected || performance.now() - last.current < readingFor;
  };
}

function useKeepPlace(
  attemptId: string,
  current: string | null,
  open: ReadonlySet<string>,
  scroller: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const keep = () => {
      // Hidden behind the other side of a narrow screen it has no position of its own.
      if (element.clientHeight > 0)
        keepPlace(attemptId, { current, open: [...open], top: element.scrollTop });
    };
    let timer = setTimeout(keep, rest);
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, rest);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
      window.removeEventListener('pagehide', keep);
    };
  }, [attemptId, current, open, scroller]);
}

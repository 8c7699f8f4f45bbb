import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';

export interface Notice {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly title: string;
  readonly detail?: ReactNode;
}

let notices: readonly Notice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
function publish(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** Shows a notice in the corner. Good ones leave after 5 s; bad ones stay until closed, so that nobody misses them. */
export function notify(notice: Omit<Notice, 'id'>): void {
  const id = nextId++;
  publish([...notices.slice(-2), { ...notice, id }]);
  if (notice.tone === 'good') setTimeout(() => dismiss(id), 5000);
}

function dismiss(id: number): void {
  publish(notices.filter((notice) => notice.id !== id));
}

/** Where notices appear. Put it once at the root. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
    () => notices,
  );
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 left-4 z-50 flex flex-col items-end gap-2"
    >
      {shown.map((notice) => (
        <div
          key={notice.id}
          className="pointer-events-auto flex w-full max-w-sm gap-2.5 rounded-lg border border-line bg-raised py-3 pr-2 pl-3 text-sm shadow-pop"
        >
          {notice.tone === 'good' ? (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good-text" />
          ) : (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad-text" />
          )}
          <div className="min-w-0 flex-1">
            <p className="font-medium">{notice.title}</p>
            {notice.detail === undefined ? null : <p className="mt-0.5 text-ink-2">{notice.detail}</p>}
          </div>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismiss(notice.id)}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
      ))}
    </section>
  );
}

import { notify } from '@springboard/ui/notices.tsx';
import { useEffect, useMemo, useRef, useState } from 'react';
import { joinWindows, type WindowTalk } from './own-windows.ts';
import { keyOf, type TerminalTab } from './tabs.ts';

/** Which terminals of an attempt are shown in windows of their own. */
export interface OwnWindows {
  readonly keys: ReadonlySet<string>;
  /** Opens the window of a terminal, or brings the one that is open to the front. */
  readonly open: (tab: TerminalTab) => void;
  /** Ends the window; the terminal is shown here again. */
  readonly takeBack: (key: string) => void;
}

export function useOwnWindows(attemptId: string): OwnWindows {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const talk = useRef<WindowTalk | null>(null);
  useEffect(() => {
    talk.current = joinWindows(attemptId, (message) => {
      if (message.kind === 'shown') setKeys((now) => new Set([...now, message.key]));
      if (message.kind === 'closed') setKeys((now) => without(now, message.key));
    });
    talk.current.say({ kind: 'who' });
    return () => talk.current?.end();
  }, [attemptId]);

  return useMemo(
    () => ({
      keys,
      open: (tab) => {
        const key = keyOf(tab);
        const address = `/attempts/${attemptId}/terminals/${encodeURIComponent(tab.node)}/${tab.number}`;
        if (window.open(address, `springboard ${attemptId} ${key}`, 'popup,width=900,height=600') === null) {
          notify({
            tone: 'bad',
            title: 'The browser did not open the window',
            detail: 'Allow pop-up windows for this page, then try again. The terminal stays here.',
          });
        }
      },
      takeBack: (key) => {
        talk.current?.say({ kind: 'take-back', key });
        // A window that has crashed does not answer.
        setKeys((now) => without(now, key));
      },
    }),
    [keys, attemptId],
  );
}

function without(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return keys.has(key) ? new Set([...keys].filter((each) => each !== key)) : keys;
}

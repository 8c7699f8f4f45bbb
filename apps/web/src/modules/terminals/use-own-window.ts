import { useEffect, useState } from 'react';
import { joinWindows } from './own-windows.ts';

/** For the window of one terminal: tells the workspace that it is shown here, and hears when it is to be there again. */
export function useOwnWindow(attemptId: string, key: string) {
  const [takenBack, setTakenBack] = useState(false);
  useEffect(() => {
    if (takenBack) return;
    const talk = joinWindows(attemptId, (message) => {
      if (message.kind === 'who') talk.say({ kind: 'shown', key });
      if (message.kind !== 'take-back' || message.key !== key) return;
      setTakenBack(true);
      // Does nothing where the person came here by the address: then the page says where the terminal is.
      window.close();
    });
    const closed = () => talk.say({ kind: 'closed', key });
    talk.say({ kind: 'shown', key });
    window.addEventListener('pagehide', closed);
    return () => {
      window.removeEventListener('pagehide', closed);
      closed();
      talk.end();
    };
  }, [attemptId, key, takenBack]);
  return { takenBack, showHere: () => setTakenBack(false) };
}

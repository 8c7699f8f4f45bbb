import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LiveState } from '../../api/live.ts';
import { Strip } from '../environment/strip.tsx';

/** Shorter interruptions are shown by the sign in the bar alone. In ms. */
const noticed = 3000;

/** Springboard itself does not answer: what that means for the work, so that nobody thinks it is lost. */
export function LiveStrip({ live }: { readonly live: LiveState }) {
  const [long, setLong] = useState(false);
  const away = live === 'reconnecting';
  useEffect(() => {
    if (!away) return;
    const timer = setTimeout(() => setLong(true), noticed);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [away]);
  return (
    <div role="status">
      {away && long ? (
        <Strip tone="warn" icon={<WifiOff aria-hidden />} title="Springboard does not answer.">
          Your environment and your shells go on. What you see here is as of a moment ago; this page connects
          again by itself.
        </Strip>
      ) : null}
    </div>
  );
}

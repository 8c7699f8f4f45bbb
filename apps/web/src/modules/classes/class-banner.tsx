import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import { Strip } from '../environment/strip.tsx';
import { addSeen, readSeen } from './seen-messages.ts';

/** So many messages stand over the work at once, the newest; all of them are in the notices. */
const shownAtOnce = 2;

/** What was said to all who are in the class, until it is dismissed here. It takes no focus from the shell. */
export function ClassBanner({ attempt }: { readonly attempt: AttemptView }) {
  const [seen, setSeen] = useState(readSeen);
  const messages = attempt.class?.messages.filter(({ id }) => !seen.includes(id)) ?? [];
  return (
    <div role="status">
      {messages.slice(0, shownAtOnce).map(({ id, text, by, at }) => (
        <Strip
          key={id}
          tone="accent"
          icon={<Megaphone aria-hidden />}
          title={`${by ?? attempt.class?.title}, ${formatTimeOfDay(Date.parse(at))}:`}
          onDismiss={() => setSeen(addSeen(id))}
        >
          <span className="break-words text-ink">{text}</span>
        </Strip>
      ))}
    </div>
  );
}

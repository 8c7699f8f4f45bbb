import { formatAbsolute, formatRelative } from './time.ts';
import { Tooltip } from './tooltip.tsx';
import { useNow } from './use-now.ts';

/** "3 minutes ago", kept current; the absolute time is in the tooltip and in `datetime`. */
export function RelativeTime({ at, className }: { readonly at: string; readonly className?: string }) {
  const now = useNow(15_000);
  const time = Date.parse(at);
  return (
    <Tooltip label={formatAbsolute(time)}>
      <time dateTime={at} className={className}>
        {formatRelative(time, Math.max(now, Date.now()))}
      </time>
    </Tooltip>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { noticeEvents, noticesQuery } from '../../api/notices.ts';
import { useMay } from '../../api/session.ts';
import { useVisibleEvents } from '../../api/use-visible-events.ts';

/** The number has room for two digits. */
const mostShown = 99;

/**
 * In the bar of every page: how many notices are unread, live, and the way to them. `beside`: they open in a tab of their own, as what is looked at beside
 * a lab that goes on.
 */
export function NoticeBell({ beside = false }: { readonly beside?: boolean }) {
  const may = useMay('notice.own.manage');
  const { data } = useQuery({ ...noticesQuery, enabled: may });
  useVisibleEvents(noticeEvents, may);
  if (!may) return null;
  const unread = data?.unread ?? 0;
  return (
    <Link
      to="/notices"
      {...(beside ? { target: '_blank' } : {})}
      aria-label={unread === 0 ? 'Notices' : `Notices, ${unread} unread`}
      title="Notices"
      activeProps={{ 'aria-current': 'page', className: 'bg-hover text-ink' }}
      inactiveProps={{ className: 'text-ink-2 hover:bg-hover hover:text-ink' }}
      className="relative inline-flex size-7 shrink-0 items-center justify-center rounded-md"
    >
      <Bell aria-hidden className="size-4" />
      {unread === 0 ? null : (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-1 inline-flex h-4 min-w-4 items-center justify-center rounded-full border border-surface bg-accent px-1 text-2xs leading-none font-semibold text-white tabular-nums"
        >
          {unread > mostShown ? `${mostShown}+` : unread}
        </span>
      )}
    </Link>
  );
}

import type { NoticesView, NoticeView } from '@springboard/contracts/notices.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { noticesQuery, readAllNotices, readNotice } from '../../api/notices.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PathLink } from '../../components/path-link.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { kindIcons } from '../../modules/notices/words.tsx';

/** What the person was told of, the newest first; the bell in the bar keeps it live. */
export function NoticesPage() {
  const client = useQueryClient();
  const notices = useQuery(noticesQuery);
  const take = (next: NoticesView) => client.setQueryData(noticesQuery.queryKey, next);
  const read = useMutation({ mutationFn: readNotice, onSuccess: take, onError: notifyFailure });
  const readAll = useMutation({ mutationFn: readAllNotices, onSuccess: take, onError: notifyFailure });
  const unread = notices.data?.unread ?? 0;
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="Notices"
        description={unread === 0 ? 'What you were told of.' : `${unread} unread.`}
        actions={
          <span className="flex gap-2">
            <Button disabled={unread === 0} busy={readAll.isPending} onClick={() => readAll.mutate()}>
              Mark all as read
            </Button>
            <Link to="/settings" hash="notices" className={buttonClass('ghost')}>
              Choose what and where
            </Link>
          </span>
        }
      />
      {notices.data === undefined ? (
        notices.isError ? (
          <RequestError error={notices.error} onRetry={() => void notices.refetch()} />
        ) : (
          <Loading label="Loading your notices">
            <Skeleton className="h-64 w-full" />
          </Loading>
        )
      ) : notices.data.notices.length === 0 ? (
        <EmptyState icon={<Bell aria-hidden />} title="Nothing yet">
          Answers to your questions, reviews, and what is due soon appear here by themselves.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
          {notices.data.notices.map((notice) => (
            <li key={notice.id}>
              <Line notice={notice} onRead={() => read.mutate(notice.id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Line({ notice, onRead }: { readonly notice: NoticeView; readonly onRead: () => void }) {
  const Icon = kindIcons[notice.kind];
  const unread = notice.readAt === null;
  return (
    <PathLink
      path={notice.link}
      onFollow={() => {
        if (unread) onRead();
      }}
      className={cx(
        'flex items-start gap-3 px-4 py-3 -outline-offset-2 hover:bg-hover',
        unread && 'bg-accent-soft',
      )}
    >
      <Icon
        aria-hidden
        className={cx('mt-0.5 size-4 shrink-0', unread ? 'text-accent-text' : 'text-ink-3')}
      />
      <span className="min-w-0 flex-1">
        <span className={cx('block text-sm text-pretty', unread ? 'font-medium' : 'text-ink-2')}>
          {unread ? <span className="sr-only">Unread: </span> : null}
          {notice.title}
        </span>
        {notice.detail === null ? null : (
          <span className="block text-xs text-pretty text-ink-3">{notice.detail}</span>
        )}
      </span>
      <RelativeTime at={notice.at} className="mt-0.5 shrink-0 text-xs text-ink-3" />
    </PathLink>
  );
}

import { type NoticeChoice, NoticeChoices, NoticesView } from '@springboard/contracts/notices.ts';
import { queryOptions } from '@tanstack/react-query';
import { request, whileItRests } from './client.ts';
import type { VisibleEvents } from './use-visible-events.ts';

/** What the person was told of, the newest first. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => request('/notices', NoticesView, { signal }),
  refetchInterval: whileItRests,
});

/** The same, live. */
export const noticeEvents: VisibleEvents = {
  url: '/api/notices/events',
  event: 'notices',
  schema: NoticesView,
  query: {
    queryKey: noticesQuery.queryKey,
    queryFn: ({ signal }) => request('/notices', NoticesView, { signal }),
  },
};

export function readNotice(id: string): Promise<NoticesView> {
  return request(`/notices/${id}/read`, NoticesView, { method: 'POST' });
}

export function readAllNotices(): Promise<NoticesView> {
  return request('/notices/read', NoticesView, { method: 'POST' });
}

/** Where the person is told of what. */
export const noticeChoicesQuery = queryOptions({
  queryKey: ['notice-choices'],
  queryFn: ({ signal }) => request('/notice-choices', NoticeChoices, { signal }),
});

export function chooseNotices(choice: NoticeChoice): Promise<NoticeChoices> {
  return request('/notice-choices', NoticeChoices, { method: 'PUT', body: choice });
}

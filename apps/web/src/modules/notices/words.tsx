import type { NoticeChannel, NoticeKind } from '@springboard/contracts/notices.ts';
import {
  CalendarClock,
  CalendarRange,
  CircleCheckBig,
  FlaskConicalOff,
  Hand,
  Hourglass,
  LifeBuoy,
  type LucideIcon,
  Megaphone,
  MessageSquareReply,
  PenLine,
  Presentation,
  Star,
  Undo2,
  Users,
} from 'lucide-react';

/** What a kind is about, as a line of the settings. */
export const kindWords: Readonly<Record<NoticeKind, string>> = {
  'help-asked': 'Somebody I mentor asks for help',
  'help-taken': 'A mentor has taken my question',
  'help-answered': 'A mentor has answered my question',
  'review-waiting': 'Work waits for my review',
  'review-done': 'My work was reviewed, or given back',
  'review-returned': 'Another reviewer has given back what I had accepted',
  'peer-review-asked': 'Somebody asks for my review in a lab that I passed',
  'environment-ends': 'An environment of mine is about to end',
  'due-soon': 'Something on my path is due within three days',
  'lab-stale': 'The test of a lab of mine fails',
  'class-time': 'A class of mine is planned, changed, cancelled or begins',
  'class-message': 'Something is said to all in a class of mine',
  'weekly-summary': 'On Mondays: the week of the teams I look after',
  'walkthrough-published': 'Somebody I mentor teaches a lab',
  'walkthrough-feedback': 'A walk-through of mine was rated, or hidden',
};

export const kindIcons: Readonly<Record<NoticeKind, LucideIcon>> = {
  'help-asked': LifeBuoy,
  'help-taken': Hand,
  'help-answered': MessageSquareReply,
  'review-waiting': PenLine,
  'review-done': CircleCheckBig,
  'review-returned': Undo2,
  'peer-review-asked': Users,
  'environment-ends': Hourglass,
  'due-soon': CalendarClock,
  'lab-stale': FlaskConicalOff,
  'class-time': Presentation,
  'class-message': Megaphone,
  'weekly-summary': CalendarRange,
  'walkthrough-published': Presentation,
  'walkthrough-feedback': Star,
};

export const channelWords: Readonly<Record<NoticeChannel, string>> = {
  page: 'Here',
  mail: 'Mail',
  chat: 'Chat',
};

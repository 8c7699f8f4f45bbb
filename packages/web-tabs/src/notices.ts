import type { TabRefusal } from './authority.ts';

/** What a tab says when there is nothing of the UI to show. */
export interface Notice {
  readonly status: number;
  readonly title: string;
  /** What happened, and what was kept. */
  readonly detail: string;
  /** What to do. */
  readonly remedy: string;
  /** Whether the same request may do better soon: the page then asks again by itself, too. */
  readonly again: boolean;
}

const reopen = 'In the workspace press Reload above this page.';
const back = 'Go back to the workspace; it says what goes on.';

/** Why a person may not see a UI now. */
export const refusals: Readonly<Record<TabRefusal, Notice>> = {
  'no-session': {
    status: 401,
    title: 'This page was opened some time ago',
    detail:
      'Its session has ended, or it was never opened from a workspace. Nothing in the environment has changed.',
    remedy: `${reopen} A page in a window of its own is opened anew from there, too.`,
    again: false,
  },
  'bad-grant': {
    status: 401,
    title: 'This page could not be opened',
    detail:
      'What the workspace gave to open it with was used before, or is older than 30 seconds. Nothing in the environment has changed.',
    remedy: reopen,
    again: false,
  },
  forbidden: {
    status: 403,
    title: 'You may not open this page',
    detail: 'You do not hold the right to open web pages of environments any more.',
    remedy: 'Ask an operator of this installation.',
    again: false,
  },
  'attempt-over': {
    status: 403,
    title: 'This attempt is over',
    detail: 'Its score is stored, and its environment is not reached any more.',
    remedy: 'Start the lab again for a new attempt.',
    again: false,
  },
  'environment-ended': {
    status: 403,
    title: 'This environment has ended',
    detail: 'It was replaced or taken down. What you passed is kept.',
    remedy: back,
    again: false,
  },
  'no-such-ui': {
    status: 404,
    title: 'There is no such page',
    detail: 'The environment of this attempt serves no page of that name.',
    remedy: back,
    again: false,
  },
  paused: {
    status: 503,
    title: 'The environment is paused',
    detail: 'Its nodes stand still, with all that is on them. The page goes on where it was.',
    remedy: 'Resume the environment in the workspace, then try again.',
    again: true,
  },
  'not-ready': {
    status: 503,
    title: 'The environment is on its way',
    detail: 'Its nodes do not serve pages at this moment.',
    remedy: 'Try again when the workspace says that it is ready.',
    again: true,
  },
};

/** The node does not answer on the UI's port. */
export function noAnswer(node: string, port: number, title: string): Notice {
  return {
    status: 502,
    title: `${title} does not answer`,
    detail: `Nothing that speaks HTTP answers on port ${port} of ${node}. It may still be starting, or the service is down; the environment is there.`,
    remedy: 'Look on the node whether it runs, then try again.',
    again: true,
  };
}

/** The node was asked and said nothing for too long. */
export function silent(node: string, minutes: number): Notice {
  return {
    status: 504,
    title: 'No answer came',
    detail: `${node} took the request and said nothing for ${minutes} minutes.`,
    remedy: 'Try again, or look on the node what keeps it busy.',
    again: true,
  };
}

/** The platform itself cannot say now what may be seen. */
export const unavailable: Notice = {
  status: 503,
  title: 'Springboard does not answer',
  detail: 'Whether this page may be shown cannot be asked for at this moment. The environment goes on.',
  remedy: 'It is tried again by itself. If it stays so, tell an operator.',
  again: true,
};

export const foreign: Notice = {
  status: 403,
  title: 'Another page asked for this',
  detail:
    'A page of this environment is reached from itself and from the workspace only. Nothing was sent on.',
  remedy: back,
  again: false,
};

export const noWorkers: Notice = {
  status: 403,
  title: 'No service workers here',
  detail: 'A service worker would outlive the environment, so none is served.',
  remedy: 'The page works without.',
  again: false,
};

export const tooMany: Notice = {
  status: 429,
  title: 'Too much at once',
  detail: 'This tab has more requests under way than one page needs.',
  remedy: 'Try again when some of them are done.',
  again: true,
};

export const malformed: Notice = {
  status: 400,
  title: 'This request was not understood',
  detail: 'It is none that a browser sends to this page. Nothing was sent on.',
  remedy: reopen,
  again: false,
};

export const nothingHere: Notice = {
  status: 404,
  title: 'There is nothing here',
  detail: 'This address is kept for the workspace, which opens pages by it.',
  remedy: reopen,
  again: false,
};

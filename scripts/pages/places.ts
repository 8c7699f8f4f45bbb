import { demoId } from '@springboard/demo/dice.ts';
import { liveClass, plannedClass } from './classes.ts';
import { failedTest } from './lab-tests.ts';
import type { State } from './states.ts';
import { draft, published } from './teaching.ts';

/** Whose pages they are: the folder of the pictures is in this order. */
export type Who = 'nobody' | 'learner' | 'mentor' | 'manager' | 'author' | 'operator';

export const personOf: Readonly<Record<Exclude<Who, 'nobody'>, string>> = {
  learner: 'demo-lena',
  mentor: 'demo-mira',
  manager: 'demo-max',
  author: 'demo-arno',
  operator: 'demo-olga',
};

/** A page in a state that is looked at. */
export interface Place {
  readonly who: Who;
  readonly name: string;
  /** What it is, for the list. */
  readonly title: string;
  readonly path: string;
  /** What the database says meanwhile. */
  readonly state?: State;
  /** What has to stand there before it is looked at, where the page comes to rest before. */
  readonly says?: string;
}

export const attempts = {
  underWay: demoId('attempt', 'demo-lena', 'linux/disk-full', 1),
  finished: demoId('attempt', 'demo-lena', 'ceph/first-cluster', 1),
  stuck: demoId('attempt', 'demo-aiko', 'ceph/three-hosts', 1),
  notes: demoId('attempt', 'demo-marta', 'linux/service-that-will-not-start', 1),
  returned: demoId('attempt', 'demo-sam', 'linux/service-that-will-not-start', 2),
  written: demoId('attempt', 'demo-lena', 'linux/service-that-will-not-start', 1),
} as const;
const question = demoId('question', attempts.stuck, '3-a-host-is-missing');
const workspace = { who: 'learner', path: `/attempts/${attempts.underWay}` } as const;

export const places: readonly Place[] = [
  { who: 'nobody', name: 'sign-in', title: 'Sign in', path: '/sign-in' },
  {
    who: 'nobody',
    name: 'sign-in-link-incomplete',
    title: 'A link of which a part got lost',
    path: '/sign-in#half-of-it',
  },

  { who: 'learner', name: 'my-path', title: 'My path', path: '/path' },
  {
    who: 'learner',
    name: 'reading',
    title: 'Something to read of a path',
    path: '/path/new-infrastructure-engineer/read/how-we-learn',
  },
  { who: 'learner', name: 'labs', title: 'The catalogue', path: '/labs' },
  { who: 'learner', name: 'lab', title: 'A lab before its start', path: '/labs/ceph/three-hosts' },
  {
    who: 'learner',
    name: 'lab-walkthroughs',
    title: 'A lab that was passed, with walk-throughs by colleagues',
    path: '/labs/ceph/first-cluster#walkthroughs',
  },
  {
    who: 'learner',
    name: 'walkthrough',
    title: 'A walk-through by a colleague',
    path: `/walkthroughs/${published}`,
  },
  {
    who: 'learner',
    name: 'walkthrough-edit',
    title: 'Making a walk-through',
    path: `/walkthroughs/${draft}/edit`,
  },
  { who: 'learner', name: 'results', title: 'My results', path: '/results' },
  { who: 'learner', name: 'asked-of-you', title: 'Asked of you: work of others to review', path: '/reviews' },
  {
    who: 'learner',
    name: 'peer-review',
    title: 'A review by a peer',
    path: `/reviews/${attempts.notes}/4-tell-the-team`,
  },
  { who: 'learner', name: 'notices', title: 'Notices', path: '/notices' },
  { who: 'learner', name: 'settings', title: 'Settings', path: '/settings' },
  { ...workspace, name: 'workspace', title: 'The workspace' },
  { ...workspace, name: 'workspace-queued', title: 'Workspace: waiting for room', state: 'queued' },
  { ...workspace, name: 'workspace-provisioning', title: 'Workspace: being made', state: 'provisioning' },
  { ...workspace, name: 'workspace-paused', title: 'Workspace: paused', state: 'paused' },
  { ...workspace, name: 'workspace-failed', title: 'Workspace: could not be made', state: 'failed' },
  { ...workspace, name: 'workspace-lost', title: 'Workspace: lost', state: 'lost' },
  { ...workspace, name: 'workspace-expired', title: 'Workspace: its time is over', state: 'expired' },
  {
    ...workspace,
    name: 'workspace-check-broken',
    title: 'Workspace: a check is broken',
    state: 'check-broken',
  },
  {
    who: 'learner',
    name: 'workspace-finished',
    title: 'Workspace: finished',
    path: `/attempts/${attempts.finished}`,
  },
  {
    who: 'learner',
    name: 'workspace-reviewed',
    title: 'Workspace: written work that was reviewed',
    path: `/attempts/${attempts.written}`,
  },
  {
    who: 'learner',
    name: 'timeline',
    title: 'The timeline of an attempt',
    path: `/attempts/${attempts.finished}/timeline`,
  },
  { who: 'learner', name: 'recording', title: 'A recording of a terminal', path: 'recording' },
  {
    who: 'learner',
    name: 'loading',
    title: 'A page that is being loaded',
    path: '/results',
    state: 'silent',
  },
  {
    who: 'learner',
    name: 'error',
    title: 'A page that could not be loaded',
    path: '/results',
    state: 'down',
    says: 'Springboard is not ready',
  },
  { who: 'learner', name: 'not-found', title: 'No such page', path: '/nowhere' },

  { who: 'mentor', name: 'help', title: 'Questions of learners', path: '/help' },
  {
    who: 'mentor',
    name: 'help-question',
    title: 'A question, with what was on the screen',
    path: `/help/${question}`,
  },
  { who: 'mentor', name: 'reviews', title: 'Work that waits for a review', path: '/reviews' },
  { who: 'mentor', name: 'review', title: 'A review', path: `/reviews/${attempts.notes}/4-tell-the-team` },
  {
    who: 'mentor',
    name: 'review-returned',
    title: 'A review that asked for another version, with comments on lines',
    path: `/reviews/${attempts.returned}/4-tell-the-team`,
  },
  { who: 'mentor', name: 'classes', title: 'Classes', path: '/classes' },
  { who: 'mentor', name: 'class-new', title: 'Planning a class', path: '/classes/new' },
  { who: 'mentor', name: 'class', title: 'A class that is live', path: `/classes/${liveClass}` },
  {
    who: 'mentor',
    name: 'class-planned',
    title: 'A class that is planned',
    path: `/classes/${plannedClass}`,
  },
  { who: 'mentor', name: 'team', title: 'Teams, as a mentor sees them', path: '/team' },
  { who: 'mentor', name: 'paths', title: 'Who is on which path', path: '/paths' },
  { who: 'mentor', name: 'person-path', title: 'Somebody’s path', path: '/people/demo-aiko/path' },
  {
    who: 'mentor',
    name: 'timeline-stuck',
    title: 'The timeline of somebody who is stuck',
    path: `/attempts/${attempts.stuck}/timeline`,
  },
  {
    who: 'mentor',
    name: 'workspace-watched',
    title: 'An attempt of somebody else',
    path: `/attempts/${attempts.stuck}`,
  },

  { who: 'manager', name: 'team', title: 'The map of a team', path: '/team' },
  {
    who: 'manager',
    name: 'person-path',
    title: 'A path with dates that were moved',
    path: '/people/demo-sam/path',
  },
  {
    who: 'manager',
    name: 'person-expired',
    title: 'A path of somebody whose readiness expired',
    path: '/people/demo-priya/path',
  },
  {
    who: 'manager',
    name: 'certificate',
    title: 'May take the pager',
    path: '/people/demo-jonas/ready/new-infrastructure-engineer/on-call',
  },
  {
    who: 'manager',
    name: 'weekly-summary',
    title: 'The week so far, as Monday’s summary tells it',
    path: '/weekly-summary',
  },
  { who: 'manager', name: 'people', title: 'People and teams', path: '/people' },
  { who: 'manager', name: 'audit', title: 'The audit, as far as a manager sees', path: '/audit' },

  { who: 'author', name: 'health', title: 'How labs do', path: '/health' },
  { who: 'author', name: 'lab-health', title: 'How a lab does', path: '/health/ceph/first-cluster' },
  { who: 'author', name: 'lab-tests', title: 'Contract tests, and how fresh they are', path: '/lab-tests' },
  { who: 'author', name: 'lab-test', title: 'A contract test that failed', path: `/lab-tests/${failedTest}` },
  { who: 'author', name: 'content', title: 'The content', path: '/content' },
  { who: 'author', name: 'editor', title: 'The editor', path: '/edit/linux/first-steps' },
  { who: 'author', name: 'no-path', title: 'A path of nobody: empty', path: '/path' },
  { who: 'author', name: 'no-results', title: 'Results of nobody: empty', path: '/results' },

  { who: 'operator', name: 'system', title: 'The system', path: '/system' },
  { who: 'operator', name: 'environment', title: 'An environment', path: 'environment' },
  { who: 'operator', name: 'people', title: 'People, as an operator sees them', path: '/people' },
  { who: 'operator', name: 'audit', title: 'The audit', path: '/audit' },
];

import type {
  LineCommentView,
  MomentCommentView,
  ReviewView,
  SubmissionSummary,
  SubmissionVersion,
  SubmissionView,
} from '@springboard/contracts/submissions.ts';
import { prose } from './an-attempt.ts';

const attemptId = '4c0d7c5e-9a58-4f0f-8f0e-5f9d6d6a1b21';
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

/** For tests: a line of the reviewers' queue. */
export function aSubmissionLine(over: Partial<SubmissionSummary> = {}): SubmissionSummary {
  return {
    attemptId,
    taskId: 'why',
    version: 1,
    kind: 'written',
    lab: { slug: 'ceph/full', title: 'A full cluster' },
    task: 'Why it happened',
    points: 10,
    person: 'Lena Fischer',
    handedInAt: hourAgo(),
    state: 'handed_in',
    reviewers: 1,
    reviewedBy: [],
    taken: null,
    asPeer: false,
    ...over,
  };
}

/** For tests: a version of three lines that nobody has said anything of. */
export function aVersion(over: Partial<SubmissionVersion> = {}): SubmissionVersion {
  const text = '# What happened\n\nThe cluster was **slow**, and then it was full.\n- `ceph df` said so';
  return {
    version: 1,
    text,
    prose: prose('The cluster was slow, and then it was full.'),
    handedInAt: hourAgo(),
    state: 'handed_in',
    reviewers: 1,
    reviews: [],
    points: null,
    comments: [],
    moments: [],
    ...over,
  };
}

/** For tests: somebody accepted it for half of its points. */
export function aReview(over: Partial<ReviewView> = {}): ReviewView {
  return {
    reviewer: 'Max Oduya',
    peer: false,
    decision: 'accept',
    marks: [{ level: 'half', comment: '' }],
    comment: 'Good, and how do you know?',
    points: 5,
    at: hourAgo(),
    ...over,
  };
}

/** For tests: a comment on one line that its writer has seen. */
export function aLineComment(over: Partial<LineCommentView> = {}): LineCommentView {
  return {
    id: crypto.randomUUID(),
    fromLine: 3,
    toLine: 3,
    text: 'Since when?',
    author: 'Max Oduya',
    own: false,
    sent: true,
    at: hourAgo(),
    settledAt: null,
    ...over,
  };
}

/** For tests: a comment on the 31st second of a recording that began at this time, which its writer has seen. */
export function aMomentComment(
  recording: MomentCommentView['recording'],
  over: Partial<MomentCommentView> = {},
): MomentCommentView {
  const { fromLine: _from, toLine: _to, ...comment } = aLineComment();
  const moment = new Date(Date.parse(recording.startedAt) + 30_000).toISOString();
  return { ...comment, recording, moment, ...over };
}

/** For tests: work with these versions, the newest first, as a mentor finds it. */
export function aSubmission(
  versions: readonly SubmissionVersion[],
  over: Partial<SubmissionView> = {},
): SubmissionView {
  const [last] = versions;
  return {
    ...aSubmissionLine({ version: last?.version ?? 1, state: last?.state ?? 'handed_in' }),
    body: prose('Write down what happened.'),
    work: {
      template: '',
      minWords: 1,
      show: [],
      node: null,
      criteria: [{ title: 'Names the cause', points: 10, full: 'All', half: 'Half of it', none: 'None' }],
      versions: [...versions],
    },
    canReview: true,
    ...over,
  };
}

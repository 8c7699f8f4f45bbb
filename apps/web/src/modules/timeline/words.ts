import type { Verdict } from '@springboard/contracts/attempts.ts';
import { shellWords } from '@springboard/contracts/recordings.ts';
import type { ItemOf, TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';
import { formatDuration } from '@springboard/ui/time.ts';
import { spokenPoints } from '../attempts/score.ts';
import { stageWords } from '../environment/words.ts';

export type ItemTone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';
type Names = Pick<TimelineView, 'tasks' | 'invariants'>;

export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  not_yet: 'Not yet',
  environment_broken: 'Environment broken',
  check_broken: 'Check broken',
};

const verdictTones: Readonly<Record<Verdict, ItemTone>> = {
  pass: 'good',
  not_yet: 'warn',
  environment_broken: 'bad',
  check_broken: 'bad',
};

const triggerWords: Readonly<Record<ItemOf<'check'>['trigger'], string | null>> = {
  activity: null,
  backoff: null,
  asked: 'asked for',
  finish: 'at the finish',
};

/** What happened, in a few words: `Not yet: The pool exists`. */
export function titleOf(item: TimelineItem, names: Names): string {
  switch (item.kind) {
    case 'attempt':
      return { started: 'Attempt started', finished: 'Attempt finished', abandoned: 'Attempt given up' }[
        item.what
      ];
    case 'stage':
      return item.failed ? `Failed: ${stageWords[item.stage].doing}` : stageWords[item.stage].doing;
    case 'state':
      return stateTitle(item);
    case 'fault':
      return `Fault made for ${taskName(item.taskId, names)}`;
    case 'save-point':
      return item.failed ? `Not saved: ${item.title}` : `Saved: ${item.title}`;
    case 'terminal':
      return `${item.node}, ${shellWords(item.number)}`;
    case 'check':
      return `${verdictWords[item.verdict]}: ${checkName(item, names)}`;
    case 'passed':
      return `Passed: ${taskName(item.taskId, names)}`;
    case 'hint':
      return `Hint ${item.number} of ${taskName(item.taskId, names)}`;
    case 'quiz':
      return `${item.right} of ${item.of} right: ${taskName(item.taskId, names)}`;
    case 'work':
      return `${{ handed_in: 'Handed in', returned: 'Another version asked for', reviewed: 'Reviewed' }[item.what]}: ${taskName(item.taskId, names)}`;
    case 'breach':
      return `Did not hold: ${names.invariants.find(({ id }) => id === item.invariantId)?.title ?? item.invariantId}`;
    case 'remark':
      return item.taskId === null ? 'Remark on the lab' : `Remark on ${taskName(item.taskId, names)}`;
  }
}

/** What else there is to say of it; null where that is all. */
export function detailOf(item: TimelineItem): string | null {
  switch (item.kind) {
    case 'check': {
      const times = item.count > 1 ? `${item.count} times, the last: ` : '';
      const said = item.text ?? (item.count > 1 ? 'nothing said' : '');
      const why = triggerWords[item.trigger];
      return `${times}${said}${why === null ? '' : `${said === '' ? '' : ' · '}${why}`}` || null;
    }
    case 'stage':
      return item.message;
    case 'hint':
      return item.cost > 0 ? `cost ${spokenPoints(item.cost)}` : null;
    case 'work':
      return [
        `version ${item.version}`,
        item.points === null || item.what === 'returned' ? null : spokenPoints(item.points),
        item.by === null ? null : `by ${item.by}`,
      ]
        .filter((part) => part !== null)
        .join(', ');
    case 'breach':
      return item.text;
    case 'state':
      return item.reason === null ? null : (reasonWords[item.reason] ?? item.reason);
    default:
      return null;
  }
}

/** `12 min`; null for what has no length that anybody would ask for. */
export function lengthWords(item: TimelineItem): string | null {
  if (item.until === null || (item.kind === 'check' && item.count === 1)) return null;
  const length = formatDuration(Date.parse(item.until) - Date.parse(item.at));
  return item.goesOn ? `${length} so far` : length;
}

export function toneOf(item: TimelineItem): ItemTone {
  switch (item.kind) {
    case 'check':
      return verdictTones[item.verdict];
    case 'passed':
      return 'good';
    case 'breach':
      return 'bad';
    case 'stage':
    case 'save-point':
      return item.failed ? 'bad' : 'neutral';
    case 'state':
      return item.state === 'failed' || item.state === 'lost'
        ? 'bad'
        : item.state === 'ready'
          ? 'good'
          : 'neutral';
    case 'quiz':
      return item.right === item.of ? 'good' : 'warn';
    case 'work':
      return item.what === 'returned' ? 'warn' : item.what === 'reviewed' ? 'good' : 'accent';
    case 'hint':
    case 'remark':
    case 'terminal':
      return 'accent';
    default:
      return 'neutral';
  }
}

function stateTitle({ state }: ItemOf<'state'>): string {
  const words: Readonly<Record<string, string>> = {
    ready: 'Environment ready',
    paused: 'Paused',
    rewinding: 'Rewound to a save point',
    failed: 'Environment failed',
    lost: 'Environment lost',
    destroyed: 'Environment taken away',
  };
  return words[state] ?? `Environment ${state}`;
}

/** Why an environment changed; what is not here is told as it stands. */
const reasonWords: Readonly<Record<string, string>> = {
  provisioned: 'prepared, checks count from here',
  asked: 'by the learner',
  idle: 'nothing was typed for a while',
  finished: 'the attempt was finished',
  reset: 'for a fresh one',
  retry: 'for a fresh one',
  expired: 'its time was over',
  'instance-gone': 'its nodes were gone from the engine',
  operator: 'by an operator',
};

function taskName(taskId: string, { tasks }: Names): string {
  return tasks.find(({ id }) => id === taskId)?.title ?? taskId;
}

function checkName({ taskId, checkId }: ItemOf<'check'>, { tasks }: Names): string {
  const task = tasks.find(({ id }) => id === taskId);
  return task?.checks.find(({ id }) => id === checkId)?.title ?? checkId;
}

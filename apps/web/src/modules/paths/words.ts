import type { PathItemView, PathOutlook, PathProgress } from '@springboard/contracts/paths.ts';
import { formatScore } from '../attempts/score.ts';
import { formatDay } from './days.ts';

/** What there is to say of an item under its title, in the order of weight. */
export function itemWords(item: PathItemView): string[] {
  return [
    ...stateWords(item),
    ...(item.best === null
      ? []
      : [`best ${formatScore(item.best.score)} / ${formatScore(item.best.maxScore)}`]),
    ...(item.attempts > 1 ? [`${item.attempts} attempts`] : []),
    ...factWords(item),
    ...(item.optional ? ['optional'] : []),
  ];
}

function stateWords(item: PathItemView): string[] {
  const gone = (item.kind === 'lab' && item.lab === null) || (item.kind === 'teach' && item.teach === null);
  if (gone && item.status !== 'done') return ['not in the catalogue any more'];
  if (item.kind === 'teach' && item.status === 'waiting') return [waitingToHelp(item)];
  if (item.kind === 'teach' && item.status === 'returned') return ['a mentor has hidden your walk-through'];
  switch (item.status) {
    case 'waiting':
      return ['waits for a reviewer'];
    case 'returned':
      return ['a reviewer asks for another version'];
    case 'active':
      return ['under way'];
    case 'tried':
      return [`tried; ${item.lab?.pass ?? 0} % of its points are needed`];
    case 'locked':
      return [lockedWords(item)];
    default:
      return [];
  }
}

function waitingToHelp({ teach }: PathItemView): string {
  const count = teach?.helpfulTo ?? 1;
  return `published; done once ${count === 1 ? 'somebody has' : `${count} people have`} found it helpful`;
}

/** Why an item cannot be begun yet. */
function lockedWords({ waitsFor }: Pick<PathItemView, 'waitsFor'>): string {
  if (waitsFor.length === 0) return 'after the path that comes before this one';
  return `after ${waitsFor.map(({ title }) => `“${title}”`).join(' and ')}`;
}

function factWords({ kind, lab, url, status }: PathItemView): string[] {
  if (kind === 'reading') return [url === null ? 'to read' : `to read at ${new URL(url).host}`];
  if (kind === 'teach') return ['a walk-through for colleagues'];
  if (lab === null || status === 'done') return [];
  return [`${lab.minutes} min`];
}

export interface ForecastWords {
  /** Whether the path will be done in time; empty where there is no due date to be held against. */
  readonly verdict: string;
  /** The same with the day on which it will be done. */
  readonly text: string;
  readonly behind: boolean;
  /** How that is known; null where there is nothing to explain. */
  readonly why: string | null;
}

/** Whether a path will be done in time, in words. */
export function forecastWords(progress: PathProgress): ForecastWords {
  const { done, total, forecastOn, finishedAt, outlook } = progress;
  if (finishedAt !== null) {
    const text = `Completed on ${formatDay(finishedAt.slice(0, 10))}`;
    return { verdict: 'Completed', text, behind: false, why: null };
  }
  if (outlook === null || total === 0) {
    const text = 'Nothing has to be done';
    return { verdict: text, text, behind: false, why: null };
  }
  const behind = outlook.kind === 'late';
  if (forecastOn === null) {
    const verdict = verdictOf(outlook) || 'Cannot say yet';
    return { verdict, text: behind ? verdict : `${verdict} when it will be done`, behind, why: tooEarly };
  }
  const verdict = verdictOf(outlook);
  const day = formatDay(forecastOn);
  const text = verdict === '' ? `At this pace done on ${day}` : `${verdict}: at this pace done on ${day}`;
  return { verdict, text, behind, why: `${done} of ${total} are done. ${paceGoesOn}` };
}

const paceGoesOn = 'The pace from the first day until today goes on for what is left.';
const tooEarly = 'It takes two items that are done, and five days, before a pace says something.';

/** Empty where nobody can say. */
function verdictOf(outlook: PathOutlook): string {
  switch (outlook.kind) {
    case 'on-time':
      return 'On time';
    case 'late':
      return `Late by about ${outlook.days} ${outlook.days === 1 ? 'day' : 'days'}`;
    case 'unknown':
      return '';
  }
}

import type { PathItemView, PathProgress } from '@springboard/contracts/paths.ts';
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
  if (item.kind === 'lab' && item.lab === null && item.status !== 'done')
    return ['not in the catalogue any more'];
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

/** Why an item cannot be begun yet. */
function lockedWords({ waitsFor }: Pick<PathItemView, 'waitsFor'>): string {
  if (waitsFor.length === 0) return 'after the path that comes before this one';
  return `after ${waitsFor.map(({ title }) => `“${title}”`).join(' and ')}`;
}

function factWords({ kind, lab, url, status }: PathItemView): string[] {
  if (kind === 'reading') return [url === null ? 'to read' : `to read at ${new URL(url).host}`];
  if (lab === null || status === 'done') return [];
  return [`${lab.minutes} min`];
}

/** When the path will be done at this pace, and what that means. */
export function forecastWords(progress: PathProgress): { readonly text: string; readonly behind: boolean } {
  const { forecastOn, dueOn, finishedAt, total } = progress;
  if (finishedAt !== null)
    return { text: `Completed on ${formatDay(finishedAt.slice(0, 10))}`, behind: false };
  if (total === 0) return { text: 'Nothing has to be done', behind: false };
  if (forecastOn === null) return { text: 'Too early for a forecast', behind: false };
  const behind = dueOn !== null && forecastOn > dueOn;
  return { text: `At this pace done on ${formatDay(forecastOn)}`, behind };
}

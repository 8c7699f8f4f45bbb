import type { PathProgress } from '@springboard/contracts/paths.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { forecastWords } from './words.ts';

export interface ForecastProps {
  readonly progress: PathProgress;
  /** Says only whether it is in time; the day is in the tooltip then. */
  readonly short?: boolean;
  readonly className?: string;
}

/** Whether somebody will be done in time, and, on hover, how that is known. */
export function Forecast({ progress, short = false, className }: ForecastProps) {
  const { verdict, text, behind, why } = forecastWords(progress);
  const shown = short && verdict !== '' ? verdict : text;
  const said = <span className={cx(behind ? 'text-warn-text' : 'text-ink-2', className)}>{shown}</span>;
  if (why === null) return said;
  return <Tooltip label={shown === text ? why : `${text}. ${why}`}>{said}</Tooltip>;
}

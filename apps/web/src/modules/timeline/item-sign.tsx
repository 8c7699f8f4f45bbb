import type { TimelineItem } from '@springboard/contracts/timeline.ts';
import {
  Bug,
  Check,
  CircleDot,
  CircleX,
  Flag,
  History,
  Lightbulb,
  ListChecks,
  type LucideIcon,
  MessageSquareWarning,
  Pause,
  PenLine,
  Play,
  Power,
  Save,
  Server,
  ShieldAlert,
  SquareTerminal,
  Trophy,
  Unplug,
  Wrench,
} from 'lucide-react';

/** The sign of an item. Shapes differ, so that none is told by colour alone. */
export function signOf(item: TimelineItem): LucideIcon {
  switch (item.kind) {
    case 'attempt':
      return item.what === 'started' ? Play : Flag;
    case 'stage':
      return item.failed ? CircleX : Server;
    case 'state':
      return (
        { ready: Check, paused: Pause, rewinding: History, failed: CircleX, lost: Unplug }[
          item.state as string
        ] ?? Power
      );
    case 'fault':
      return Bug;
    case 'save-point':
      return Save;
    case 'terminal':
      return SquareTerminal;
    case 'check':
      return { pass: Check, not_yet: CircleDot, environment_broken: Unplug, check_broken: Wrench }[
        item.verdict
      ];
    case 'passed':
      return Trophy;
    case 'hint':
      return Lightbulb;
    case 'quiz':
      return ListChecks;
    case 'work':
      return PenLine;
    case 'breach':
      return ShieldAlert;
    case 'remark':
      return MessageSquareWarning;
  }
}

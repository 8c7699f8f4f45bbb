import type { Course, Stage } from '@springboard/contracts/environments.ts';
import type { Phase } from './phase.ts';

/** Stages as people read them while they wait. */
export const stageWords: Readonly<Record<Stage, { readonly doing: string; readonly short: string }>> = {
  queue: { doing: 'Waiting for a place', short: 'Queue' },
  network: { doing: 'Creating the network', short: 'Network' },
  nodes: { doing: 'Creating the nodes', short: 'Nodes' },
  thaw: { doing: 'Waking up', short: 'Wake' },
  save: { doing: 'Saving the disks', short: 'Save' },
  restore: { doing: 'Restoring the disks', short: 'Restore' },
  boot: { doing: 'Booting', short: 'Boot' },
  healthy: { doing: 'Waiting until it is healthy', short: 'Healthy' },
  setup: { doing: 'Preparing the lab', short: 'Setup' },
};

/** The state in the bar above, after "Environment:". */
export const phaseWords: Readonly<Record<Phase, string>> = {
  queued: 'Queued',
  provisioning: 'Starting',
  opening: 'Starting',
  ready: 'Ready',
  paused: 'Paused',
  resuming: 'Waking up',
  saving: 'Saving',
  rewinding: 'Rewinding',
  failed: 'Failed',
  lost: 'Lost',
  gone: 'Ended',
  finished: 'Finished',
  abandoned: 'Given up',
};

/** What stands over the stages while nothing can be typed yet. */
export const courseWords: Readonly<Record<Course, { readonly title: string; readonly detail: string }>> = {
  cold: {
    title: 'Your environment is being made',
    detail: 'Read the introduction meanwhile. The terminal opens as soon as there is a prompt.',
  },
  warm: {
    title: 'Your environment is being woken up',
    detail: 'One was ready and is yours now. The terminal opens as soon as there is a prompt.',
  },
  resume: {
    title: 'Your environment is being woken up',
    detail: 'Everything goes on where it stood.',
  },
  save: {
    title: 'The disks are being saved',
    detail: 'Everything stands still for a moment and then goes on.',
  },
  rewind: {
    title: 'Rewinding',
    detail:
      'The disks go back, then the nodes boot. Tasks you passed stay passed. New terminals open by themselves.',
  },
};

/** Why checks cannot be asked for; null when they can. */
export function whyNoChecks(phase: Phase): string | null {
  switch (phase) {
    case 'ready':
      return null;
    case 'queued':
    case 'provisioning':
    case 'opening':
      return 'Checks begin when the environment is ready.';
    case 'paused':
      return 'Paused: checks rest.';
    case 'resuming':
      return 'Checks go on when it is awake.';
    case 'saving':
      return 'Checks go on after the save.';
    case 'rewinding':
      return 'Checks go on after the rewind.';
    case 'failed':
    case 'lost':
    case 'gone':
      return 'Checks need an environment.';
    case 'finished':
    case 'abandoned':
      return 'This attempt is over.';
  }
}

/** Why no command can be run in a terminal; null when one can. */
export function whyNoTerminal(phase: Phase): string | null {
  switch (phase) {
    case 'ready':
    case 'opening':
    case 'saving':
      return null;
    case 'paused':
      return 'The environment is paused: resume it first.';
    case 'resuming':
      return 'The environment is just waking up.';
    case 'rewinding':
      return 'The environment is being rewound; terminals open again after it.';
    case 'failed':
    case 'lost':
    case 'gone':
      return 'There is no environment: get a fresh one first.';
    case 'finished':
    case 'abandoned':
      return 'This attempt is over.';
    default:
      return 'There is no terminal yet: the environment is not ready.';
  }
}

/** Told to screen readers when a phase begins; null where a panel of its own says it aloud already. */
export function announcementOf(phase: Phase, previous: Phase): string | null {
  switch (phase) {
    case 'opening':
      return previous === 'rewinding'
        ? 'The nodes are up again. New terminals are open.'
        : previous === 'resuming' || previous === 'paused'
          ? 'The environment is awake again, and the terminal takes keys.'
          : 'The terminal is open. Checks begin when the environment is ready.';
    case 'ready':
      if (previous === 'saving') return 'Saved.';
      return previous === 'resuming' || previous === 'paused'
        ? 'The environment is awake again.'
        : 'The environment is ready.';
    case 'queued':
    case 'provisioning':
      return `Environment: ${phaseWords[phase]}.`;
    case 'saving':
      return 'A save point is being made.';
    case 'rewinding':
      return 'The environment is being rewound. Terminals are closed until the nodes are up again.';
    case 'resuming':
      return 'The environment is being woken up.';
    case 'paused':
      return 'The environment is paused. Press any key in the terminal area to resume.';
    default:
      return null;
  }
}

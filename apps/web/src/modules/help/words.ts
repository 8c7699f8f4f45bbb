import type { HelpState, HelpView } from '@springboard/contracts/help.ts';
import type { HelpContext, NoScreen } from '@springboard/contracts/help-queue.ts';
import { shellWords } from '@springboard/contracts/recordings.ts';

/** Where a question stands, to its learner. */
export function stateWords({ state, place, takenBy }: Pick<HelpView, 'state' | 'place' | 'takenBy'>): string {
  switch (state) {
    case 'waiting':
      if (place === null) return 'Waiting for a mentor';
      return place === 1 ? 'Waiting for a mentor: you are next' : `Waiting for a mentor: number ${place}`;
    case 'taken':
      return `${takenBy ?? 'A mentor'} has taken it`;
    case 'answered':
      return 'Answered';
    case 'closed':
      return 'Closed';
    case 'withdrawn':
      return 'Taken back';
  }
}

/** What its learner can do about it; null: nothing. */
export const endWords: Readonly<Record<HelpState, string | null>> = {
  waiting: 'Take it back',
  taken: 'Close it',
  answered: 'Close it',
  closed: null,
  withdrawn: null,
};

/** What was sent along, to its learner. */
export function sentWords({ sent }: Pick<HelpView, 'sent'>): string {
  const checks = sent.checks === 1 ? 'its check' : 'its checks';
  const { screen } = sent;
  if (screen === null)
    return sent.checks === 0 ? 'Nothing was sent along.' : `Sent along: what ${checks} said.`;
  const lines = `${screen.lines} ${screen.lines === 1 ? 'line' : 'lines'} of ${shellWords(screen.number)} on ${screen.node}`;
  return sent.checks === 0 ? `Sent along: ${lines}.` : `Sent along: what ${checks} said, ${lines}.`;
}

/** What a mentor reads in place of a screen. */
export const noScreenWords: Readonly<Record<NoScreen, string>> = {
  'no-environment': 'There is no screen: the attempt had no environment when this was asked.',
  'no-terminal': 'There is no screen: nothing had been printed in a terminal of this environment.',
  unreadable: 'There is no screen: the recording of the terminal could not be read.',
};

/** How a check stood, to a mentor. */
export function checkWords({ verdict, passed }: HelpContext['checks'][number]): string {
  if (passed) return 'passed';
  if (verdict === null) return 'had not run';
  return {
    pass: 'passed',
    not_yet: 'not yet',
    environment_broken: 'environment broken',
    check_broken: 'check broken',
  }[verdict];
}

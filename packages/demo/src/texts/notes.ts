import type { Params } from '@springboard/lab-format/params.ts';

const causes: Readonly<Record<string, { readonly cause: string; readonly done: string }>> = {
  port: {
    cause: 'Another process had taken its port during the maintenance',
    done: 'I stopped the process that had the port and disabled its unit, which was left over from a test',
  },
  user: {
    cause: 'The unit names a user that the maintenance had removed',
    done: 'I made the system user anew with `useradd --system` and gave it its directory back',
  },
  file: {
    cause: 'The configuration that the unit reads had been moved away',
    done: 'I put the configuration back where the unit looks for it, with the rights it had',
  },
};

/** Notes of an incident as a learner writes them: the first version leaves open what the second one says. */
export function notes(params: Params, version: number): string {
  const app = String(params.app ?? 'the service');
  const { cause, done } = causes[String(params.fault ?? 'port')] ?? causes.port ?? { cause: '', done: '' };
  const evidence =
    version === 1
      ? `${cause}; the journal of the night says so.`
      : `${cause}. \`journalctl -u ${app} --since 02:00\` shows it at 02:14:07, in the line before *Failed with result*, and \`systemctl status ${app}\` has the same status.`;
  const prevention =
    version === 1
      ? 'We should look more closely after a maintenance.'
      : `A check of all units that are enabled and not active, run at the end of each maintenance: \`systemctl --failed\` is one line in the runbook, and I have added it. The alert on the port of ${app} is new, too, and pages after two minutes.`;
  return `# ${app} down after the maintenance

**What people saw:** From 02:14 until 09:40 the stock pages answered with an error for everybody. Orders were taken, and queued up; none was lost.

**What the cause was, and how you know:** ${evidence}

**What was done:** ${done}, started ${app} and watched its port for five minutes. A drop-in in \`/etc/systemd/system/${app}.service.d/\` makes it wait for the service that holds its data; to take it back, remove the file and reload.

**What keeps it from coming back:** ${prevention}
`;
}

/** What a reviewer writes. */
export const reviewWords = {
  returned:
    'Close. Say which line of the journal shows it, and name something that somebody can do this week.',
  reviewed: 'I could have taken over from these notes at night. Thank you.',
  marks: [
    'Which line? I looked, and could not tell which one you mean.',
    '',
    '“More closely” is nothing that a hand does.',
  ],
  /** On lines of a first version. */
  lines: [
    {
      fromLine: 5,
      toLine: 5,
      text: 'Quote the line and its time: whoever reads this at night looks for exactly that.',
    },
    {
      fromLine: 7,
      toLine: 9,
      text: 'What you did is clear, and how to take it back. Say the same of what keeps it away: who does it, and when?',
    },
  ],
} as const;

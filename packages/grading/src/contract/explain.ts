import type { CheckResult } from '../result.ts';
import { silentText } from '../verdict.ts';
import type { Finding } from './report.ts';

const error = (what: string, mend: string, seen = ''): Finding => ({ severity: 'error', what, mend, seen });

/** What a learner reads of a check that is broken says nothing about why. */
function said({ verdict, learnerText, authorText, evidence }: CheckResult): string {
  const broken = verdict === 'check_broken' || verdict === 'environment_broken';
  const texts = [broken ? null : learnerText, authorText, evidence.stderr].filter(
    (text) => text !== null && text !== '',
  );
  return [...new Set(texts)].join('\n').trimEnd();
}

/** A check whose verdict says nothing about the work: that must never happen. Undefined for *pass* and *not yet*. */
export function explainBroken(name: string, when: string, result: CheckResult): Finding | undefined {
  const { verdict, evidence, authorText } = result;
  if (verdict === 'environment_broken')
    return error(
      `Check ${name} could not be run (${when}): the environment did not answer, or the check said so.`,
      'If it repeats, look at what the check counts as env_broken: what a learner can break is "not yet", with a text.',
      said(result),
    );
  if (verdict !== 'check_broken') return undefined;
  if (evidence.timedOut)
    return error(
      `Check ${name} did not end (${when}): it was stopped at its time limit.`,
      'A check looks once and ends; `within:` in task.md looks again. Does it wait for something, or ask a service that may be down? ' +
        'Give such a command a limit (timeout 5 curl …), or the check a longer `timeout:`.',
      said(result),
    );
  if (authorText?.startsWith('Its output is not UTF-8'))
    return error(
      `Check ${name} printed something that is not text (${when}).`,
      'It prints binary data, most likely a file or a reply as it is. Send that to /dev/null, or ask about it (grep -q, cmp, jq) instead of printing it.',
    );
  if (evidence.exitCode === 127)
    return error(
      `Check ${name} called a command that is not there (${when}).`,
      `Is it misspelt, or not installed on ${evidence.node}? \`on:\` in task.md says on which node a check runs.`,
      said(result),
    );
  return error(
    `Check ${name} itself failed (${when}): it ended with exit code ${evidence.exitCode}, which is no verdict.`,
    'A check ends with pass, not_yet "text" or env_broken "text"; what it prints below is the error of its script.',
    said(result),
  );
}

/** *Not yet* without a word leaves a learner with nothing to go by. */
export function explainSilent(name: string, when: string, result: CheckResult): Finding | undefined {
  if (result.verdict !== 'not_yet' || result.learnerText !== silentText) return undefined;
  return error(
    `Check ${name} says "not yet" without a reason (${when}).`,
    'It exits 1 without a word, and the learner would not know why. Write not_yet "what it saw, and what the task asks for". ' +
      'A command that failed under set -e ends a script like this too.',
    result.evidence.stderr.trimEnd(),
  );
}

export const explain = {
  passesUntouched: (name: string, arranged: boolean) =>
    error(
      `Check ${name} passes although nobody has done anything.`,
      arranged
        ? 'After arrange the fault has to be there, and the check has to see it. Does arrange really make it, and does the check look at it?'
        : 'A learner would get the points for opening the page. Let the check ask for something that only the work brings about.',
    ),
  wrongPasses: (task: string, wrong: string) =>
    error(
      `Task ${task} passes after wrong/${wrong}, which is a wrong solution.`,
      'The checks do not see the difference between this and the right one. Let a check look at what the wrong solution leaves out; ' +
        'or, if it is a right way after all, delete it from wrong/.',
    ),
  notSolved: (name: string, result: CheckResult) =>
    error(
      `Check ${name} does not pass after solve.`,
      'Either solve does not do what the task asks for, or the check asks for something else. If the state only needs time, give the check `within: 60s`.',
      said(result),
    ),
  noSolution: (task: string) =>
    error(
      `Task ${task} has no solve.sh, so nothing shows that it can be done.`,
      'Write solve.sh: the commands of an engineer who knows how. The tasks after it were not tested.',
    ),
  hintSilent: (where: string) =>
    error(
      `${where} printed nothing, so there is nothing to show to who opens it.`,
      'Its script prints the hint as Markdown, whatever it finds: say also that nothing is odd.',
    ),
  scriptFailed: (reason: string, log: string, exitCode: number | null) =>
    error(
      `${reason}.`,
      [
        'Setup, arrange, solve and wrong scripts have to exit 0.',
        log === '' ? 'It printed nothing;' : 'What it printed is below;',
        '`set -x` at its top shows each command.',
        ...(exitCode === 127
          ? ['A command was not found: scripts do not look into /usr/local, so write its whole path.']
          : []),
      ].join(' '),
      log,
    ),
  environment: (step: string, message: string): Finding => ({
    ...error(
      `The environment failed at "${step}", which need not be the lab's fault.`,
      step === 'rewind' || step === 'reset'
        ? 'It has to be healthy again after its nodes were put back and booted. Run the test again. If it repeats, the save point was taken of something that is broken: ' +
            'what breaks the environment belongs into `arrange` (which comes after the save point, where `setup` and an earlier task come before it), and a task has to mend what it broke.'
        : 'Run the test again. If it repeats: `npm run doctor` says what is wrong with this machine.',
      message,
    ),
    ofEnvironment: true,
  }),
  breached: (name: string, when: string, result: CheckResult) =>
    error(
      `Invariant ${name} is breached ${when}.`,
      'The solution of an engineer who knows how must not cost points. Does solve break it on its way, or does the invariant ask for too much?',
      said(result),
    ),
  writes: (name: string, node: string, files: readonly string[]) =>
    error(
      `Check ${name} writes to ${node}: a check only looks.`,
      'It runs again and again while the learner works, so what it leaves is found, or passes the next check. Files for a moment belong in "$(mktemp -d)", removed at its end.',
      files.join('\n'),
    ),
  maybeWrites: (names: readonly string[], node: string, files: readonly string[]): Finding => ({
    severity: 'warning',
    what: `Files changed on ${node} while ${names.join(', ')} ran, and not when each ran alone.`,
    mend: 'Either a check writes once, or a service of the node did. A check only looks.',
    seen: files.join('\n'),
  }),
};

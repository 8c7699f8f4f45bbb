import type { DriverError, ExecResult } from '@springboard/environments/driver.ts';
import { decodeUtf8, lastLine, type OutputRecord, readRecords, tidy } from './output.ts';
import type { Look } from './result.ts';

const maxTextLength = 1000;
const maxEvidenceLength = 4096;

/** What a learner reads when a check says *not yet* and nothing else. */
export const silentText =
  'Not there yet. This check compares the system with what the task asks for, and found a difference; read the task once more against what the system shows.';

/** What a learner reads when a verdict is none on their work. */
export const brokenTexts = {
  environment:
    'The environment does not answer as it should, so this could not be checked. That is not your doing: your time and tries are kept, and the operators are told.',
  check:
    'This check itself failed, so it says nothing about your work and never counts against you. Its author is told.',
};

/** Exit codes of a check, as `docs/authoring/README.md` promises them. */
const exit = { pass: 0, notYet: 1, environmentBroken: 75 } as const;

/** The verdict of a script that ran, or was stopped. */
export function judge(result: ExecResult, node: string, timeoutMs: number): Look {
  const stdout = decodeUtf8(result.stdout, result.truncated);
  const stderr = decodeUtf8(result.stderr, result.truncated);
  const { records, rest } = readRecords(stdout ?? lossy(result.stdout));
  const said = (kind: OutputRecord['kind']) => records.findLast((record) => record.kind === kind)?.text;
  const notes = records.filter((record) => record.kind === 'note').map((record) => record.text);
  const { metrics, complaints } = readMetrics(records);
  notes.push(...complaints);

  const look = (verdict: Look['verdict'], learnerText: string | null, ...forAuthor: string[]): Look => {
    const authorText = [...forAuthor, ...notes].filter((text) => text !== '').join('\n');
    return {
      verdict,
      learnerText: learnerText === null ? null : tidy(learnerText, maxTextLength),
      authorText: authorText === '' ? null : tidy(authorText, maxTextLength),
      metrics,
      evidence: {
        node,
        exitCode: result.exitCode,
        timedOut: result.timedOut,
        truncated: result.truncated,
        stdout: tidy(rest, maxEvidenceLength),
        stderr: tidy(stderr ?? lossy(result.stderr), maxEvidenceLength),
        lookMs: Math.round(result.durationMs),
        driverError: null,
      },
    };
  };

  if (result.timedOut)
    return look(
      'check_broken',
      brokenTexts.check,
      `Took longer than its limit of ${timeoutMs} ms and was stopped.`,
    );
  // Its node went down under it, most likely: that says nothing about the check.
  if (result.exitCode === null)
    return look(
      'environment_broken',
      brokenTexts.environment,
      'Was killed by a signal: its node went down or ran out of memory, or it killed itself.',
    );
  if (stdout === undefined || stderr === undefined)
    return look('check_broken', brokenTexts.check, 'Its output is not UTF-8.');

  switch (result.exitCode) {
    case exit.pass: {
      const other = said('not_yet') ?? said('env_broken');
      if (other !== undefined)
        return look(
          'check_broken',
          brokenTexts.check,
          `Said "${other}" and then exited 0: a helper that runs in a subshell or a pipe ends only that, not the check.`,
        );
      return look('pass', said('pass') || null);
    }
    case exit.notYet: {
      const reason = said('not_yet') || lastLine(rest);
      if (reason !== undefined) return look('not_yet', reason);
      return look(
        'not_yet',
        silentText,
        'Exited 1 without a reason. Say what is missing with not_yet "…"; a command that failed under set -e looks the same.',
      );
    }
    case exit.environmentBroken:
      return look(
        'environment_broken',
        brokenTexts.environment,
        said('env_broken') || lastLine(rest) || 'Exited 75 without a reason; say why with env_broken "…".',
      );
    default:
      return look(
        'check_broken',
        brokenTexts.check,
        `Exited ${result.exitCode}${lastLine(stderr) === undefined ? '' : `: ${lastLine(stderr)}`}`,
      );
  }
}

/** The verdict when the engine could not run the script at all. */
export function judgeDriverError(error: DriverError, node: string): Look {
  return {
    verdict: 'environment_broken',
    learnerText: brokenTexts.environment,
    authorText: tidy(
      `The engine could not run it on ${node} (${error.kind}): ${error.message}`,
      maxTextLength,
    ),
    metrics: {},
    evidence: {
      node,
      exitCode: null,
      timedOut: false,
      truncated: false,
      stdout: '',
      stderr: '',
      lookMs: 0,
      driverError: error.kind,
    },
  };
}

function readMetrics(records: readonly OutputRecord[]): {
  metrics: Record<string, number>;
  complaints: string[];
} {
  const metrics: Record<string, number> = {};
  const complaints: string[] = [];
  for (const { kind, text } of records) {
    if (kind !== 'metric') continue;
    const match = /^([a-zA-Z_][a-zA-Z0-9_.]{0,60})\s+(\S+)$/.exec(text);
    const value = Number(match?.[2]);
    if (match?.[1] !== undefined && Number.isFinite(value)) metrics[match[1]] = value;
    else complaints.push(`metric "${text}" is not a name and a number.`);
  }
  return { metrics, complaints };
}

function lossy(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

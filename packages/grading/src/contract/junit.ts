import { type ContractReport, formatFinding } from './report.ts';

/** A lab once through, as a report of tests tells of it. */
export interface TestedRound {
  readonly lab: string;
  /** From 1. */
  readonly round: number;
  /** Undefined when there was no environment to test in; `trouble` says why. */
  readonly report: ContractReport | undefined;
  readonly trouble: string | undefined;
  readonly durationMs: number;
}

/** The results as JUnit XML: a suite for each round of a lab, a case for each step. */
export function junitOf(results: readonly TestedRound[]): string {
  const suites = results.map(({ lab, round, report, trouble, durationMs }) => {
    const cases = (report?.seeds ?? []).flatMap(({ seed, steps }) =>
      steps.map(({ task, step, findings, durationMs: ms, ok, log }) => {
        const errors = findings.filter(({ severity }) => severity === 'error');
        return element(
          'testcase',
          { classname: `${lab}/${task ?? 'lab'}`, name: `${step} (seed ${seed})`, time: ms / 1000 },
          [
            ...(ok
              ? []
              : [
                  element(
                    'failure',
                    { message: errors[0]?.what ?? '' },
                    xml(errors.map(formatFinding).join('\n\n')),
                  ),
                ]),
            ...(log === '' ? [] : [element('system-out', {}, xml(log))]),
          ],
        );
      }),
    );
    if (trouble !== undefined)
      cases.push(
        element('testcase', { classname: lab, name: 'environment' }, [
          element('error', { message: trouble }),
        ]),
      );
    const count = (tag: string) => cases.filter((text) => text.includes(`<${tag} `)).length;
    return element(
      'testsuite',
      {
        name: round === 1 ? lab : `${lab} (round ${round})`,
        tests: cases.length,
        failures: count('failure'),
        errors: count('error'),
        time: durationMs / 1000,
      },
      cases,
    );
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {}, suites)}\n`;
}

/** `content` is XML already. */
function element(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string | readonly string[] = '',
): string {
  const head = Object.entries(attributes).map(([name, value]) => ` ${name}="${xml(String(value))}"`);
  const body = typeof content === 'string' ? content : content.join('\n');
  return `<${tag}${head.join('')}>${body}</${tag}>`;
}

/** Text for XML 1.0, which has no way to write most control characters. */
function xml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
  return plain.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

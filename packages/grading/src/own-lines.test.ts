import { expect, test } from 'vitest';
import { ownLines } from './own-lines.ts';
import { runScript } from './run-script.ts';
import { LocalDriver } from './testing/local-driver.ts';

const library = 'helper() {\n  no-such-helper\n}\n# (the end of the library)\n';

async function logOf(script: string): Promise<string> {
  const { log } = await runScript({
    driver: new LocalDriver(),
    environmentId: 'environment',
    node: 'host1',
    script: { on: null, interpreter: 'bash', script },
    name: 'setup.sh',
    params: {},
    seed: 'seed-1',
    signal: new AbortController().signal,
  });
  return log;
}

test('what bash says about a line names the line of the author', async () => {
  const script = 'echo one\nno-such-command\nf() {\n  no-such-inside\n}\nf\n';
  for (const text of [script, library + script]) {
    const log = await logOf(text);
    expect(log).toContain('setup.sh: line 2: no-such-command: command not found');
    expect(log).toContain('setup.sh: line 4: no-such-inside: command not found');
  }
});

test('a syntax error has its line, too', async () => {
  expect(await logOf(`${library}echo one\nif\n`)).toMatch(/^setup\.sh: line [23]: syntax error/m);
});

test('what happens in the library is said to be there', async () => {
  expect(await logOf(`${library}echo one\nhelper\n`)).toContain(
    'lib.sh: line 2: no-such-helper: command not found',
  );
});

test('Python counts the library, and is told apart from other files', () => {
  const script = {
    interpreter: 'python3',
    script: 'x = 1\n# (the end of the library)\nraise ValueError\n',
  } as const;
  const trace =
    'File "check.py", line 3, in <module>\nFile "check.py", line 1\nFile "/usr/lib/check.py", line 9';
  expect(ownLines(trace, script, 'check.py')).toBe(
    'File "check.py", line 1, in <module>\nFile "lib.py", line 1\nFile "/usr/lib/check.py", line 9',
  );
});

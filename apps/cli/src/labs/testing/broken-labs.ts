// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell scripts
import { goodLab } from '@springboard/lab-format/testing/lab-folder.ts';

type Files = Readonly<Record<string, string | null>>;

/** A lab on linux-single that is in order: to write a word into a file. Its scripts also run in a folder, `LAB_ROOT`. */
export const soundLab: Files = {
  'lab.yaml': `title: Say the word
summary: Write a word into a file.
level: beginner
minutes: 5
environment: linux-single
skills: [systemd-services]
params:
  word: { kind: name }
on: host1
tasks: [1-say-it]
`,
  'intro.md': 'Somebody wants to read {{ word }}.\n',
  'setup.sh': 'mkdir -p "${LAB_ROOT-}/srv/lab"\n',
  'tasks/1-first/task.md': null,
  'tasks/1-first/check.sh': null,
  'tasks/1-first/solve.sh': null,
  'tasks/1-first/wrong/nothing.sh': null,
  'tasks/1-say-it/task.md': `---
title: Say it
points: 10
checks:
  - { file: check.sh, title: The word is there, on: host1, timeout: 5s }
---
Write {{ word }} into \`/srv/lab/word\`.
`,
  'tasks/1-say-it/check.sh': `[[ $(cat "\${LAB_ROOT-}/srv/lab/word" 2>/dev/null) == "$WORD" ]] || not_yet "The file does not say $WORD."
`,
  'tasks/1-say-it/solve.sh': 'echo "$WORD" >"${LAB_ROOT-}/srv/lab/word"\n',
  'tasks/1-say-it/wrong/another-word.sh': 'echo another >"${LAB_ROOT-}/srv/lab/word"\n',
};

const check = soundLab['tasks/1-say-it/check.sh'] ?? '';
const facts = soundLab['lab.yaml'] ?? '';
const task = soundLab['tasks/1-say-it/task.md'] ?? '';

/** What twelve authors got wrong, each in the lab above. `lint` sees the first group, only an environment the second. */
export const brokenLabs: { readonly lint: Record<string, Files>; readonly contract: Record<string, Files> } =
  {
    lint: {
      'unknown skill': { 'lab.yaml': facts.replace('systemd-services', 'systemd-servcies') },
      'bad YAML': { 'lab.yaml': facts.replace('summary: Write', 'summary: Task: write') },
      'param misspelt': {
        'intro.md': 'Somebody wants to read {{ wrod }}.\n',
        'tasks/1-say-it/check.sh': check.replaceAll('$WORD', '$WROD'),
      },
      'two tasks with one id': { 'lab.yaml': facts.replace('[1-say-it]', '[1-say-it, 1-say-it]') },
    },
    contract: {
      'check passes at once': {
        'tasks/1-say-it/check.sh': '[[ -d "${LAB_ROOT-}/srv" ]] || not_yet "There is no folder."\n',
      },
      'solution does not solve': { 'tasks/1-say-it/solve.sh': 'echo "$WORD" >"${LAB_ROOT-}/srv/lab/wrod"\n' },
      'wrong fixture passes': {
        'tasks/1-say-it/check.sh': '[[ -s "${LAB_ROOT-}/srv/lab/word" ]] || not_yet "The file is empty."\n',
      },
      'check hangs': {
        'tasks/1-say-it/task.md': task.replace('timeout: 5s', 'timeout: 1s'),
        'tasks/1-say-it/check.sh': `tail -f /dev/null\n${check}`,
      },
      'check prints binary': { 'tasks/1-say-it/check.sh': `printf '\\xff\\xfe'\n${check}` },
      'silent exit': {
        'tasks/1-say-it/check.sh':
          '[[ $(cat "${LAB_ROOT-}/srv/lab/word" 2>/dev/null) == "$WORD" ]] || exit 1\n',
      },
      'setup fails': { 'setup.sh': 'set -e\nls /srv/no-such-folder\nmkdir /srv/lab\n' },
      'check that writes to the system': {
        'tasks/1-say-it/check.sh': `date >"\${LAB_ROOT-}/srv/lab/last-look"\n${check}`,
      },
    },
  };

/** All files of a lab: the sound one with changes. */
export function filesOf(changes: Files): Files {
  return { ...Object.fromEntries(Object.keys(goodLab).map((file) => [file, null])), ...soundLab, ...changes };
}

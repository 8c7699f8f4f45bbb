import type { QuestionKey } from '@springboard/lab-format/model/task.ts';
import { expect, test } from 'vitest';
import { markAnswer } from './mark-answer.ts';

const options = ['mon', 'mgr', 'osd'];
const choice = (...indices: number[]): QuestionKey['right'] => ({ kind: 'options', indices });
const number = (value: number, tolerance = 0): QuestionKey['right'] => ({ kind: 'number', value, tolerance });
const texts: QuestionKey['right'] = { kind: 'texts', texts: ['noout', 'ceph osd set  noout'] };

test.each<[string, 'one' | 'many' | 'text' | 'number', QuestionKey['right'], string[], boolean]>([
  ['the right option', 'one', choice(1), ['mgr'], true],
  ['another option', 'one', choice(1), ['mon'], false],
  ['both at once', 'one', choice(1), ['mgr', 'mon'], false],
  ['all right options, in any order', 'many', choice(0, 2), ['osd', 'mon'], true],
  ['some of them', 'many', choice(0, 2), ['osd'], false],
  ['one too many', 'many', choice(0, 2), ['mon', 'mgr', 'osd'], false],
  ['the same one twice', 'many', choice(0, 2), ['osd', 'osd'], false],
  ['none', 'many', choice(0, 2), [], false],
  ['a text', 'text', texts, ['noout'], true],
  ['a text with other case and spaces', 'text', texts, ['  Ceph osd  SET noout '], true],
  ['another text', 'text', texts, ['nodown'], false],
  ['nothing typed', 'text', texts, [''], false],
  ['a number', 'number', number(12.5), ['12.5'], true],
  ['a number with a comma', 'number', number(12.5), ['12,5'], true],
  ['a number within the tolerance', 'number', number(12.5, 0.5), ['13'], true],
  ['a number beyond it', 'number', number(12.5, 0.5), ['13.01'], false],
  ['a sum that binary fractions miss', 'number', number(0.3, 0.1), ['0.4'], true],
  ['no number', 'number', number(0), ['none'], false],
  ['nothing', 'number', number(0), [''], false],
])('%s', (_what, kind, right, given, expected) => {
  expect(markAnswer({ kind, options }, right, given)).toBe(expected);
});

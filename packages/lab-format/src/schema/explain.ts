import type { z } from 'zod';
import { alternatives, didYouMean } from '../suggest.ts';
import { knownKeys } from './keys.ts';

export interface ExplainedIssue {
  readonly path: readonly PropertyKey[];
  /** Key under `path` that is meant, where it is the key and not its value. */
  readonly key?: string;
  readonly message: string;
}

/** A validation issue in an author's words: what is wrong, and what would be right. */
export function explainIssue(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  root: unknown,
): readonly ExplainedIssue[] {
  const { path } = issue;
  const name = path.map(String).join('.');
  const say = (detail: string): ExplainedIssue[] => [
    { path, message: name === '' ? detail : `${name}: ${detail}` },
  ];
  const value = valueAt(root, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path,
        key,
        message: `unknown key "${key}".${alternatives(key, knownKeys(schema, root, path))}`,
      }));
    case 'invalid_key':
      return [
        {
          path: path.slice(0, -1),
          key: String(path.at(-1)),
          message: `${name}: ${issue.issues.map((inner) => inner.message).join('; ')}`,
        },
      ];
    case 'invalid_value':
      return say(`${unknownOption(value, issue.values.map(String))}`);
    case 'invalid_union': {
      const options = (issue as { options?: readonly unknown[] }).options;
      if (options)
        return say(
          unknownOption(value, options.filter((one) => one !== undefined && one !== null).map(String)),
        );
      return say(withValue(issue.message, value));
    }
    case 'invalid_type':
      if (value === undefined)
        return say(`is missing; it ${ownMessage(issue) ?? `must be ${typeName(issue.expected)}`}`);
      return say(withValue(ownMessage(issue) ?? `must be ${typeName(issue.expected)}`, value));
    case 'too_big':
      return say(
        `is too ${issue.origin === 'string' ? 'long' : 'large'}: at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`,
      );
    case 'too_small':
      return say(ownMessage(issue) ?? `must be at least ${issue.minimum}`);
    case 'invalid_format':
      return say(withValue(issue.message, value));
    default:
      return say(issue.message);
  }
}

function unknownOption(value: unknown, options: readonly string[]): string {
  if (value === undefined) return `is missing; it must be ${listed(options)}`;
  const text = String(value);
  return `"${text}" is not known; it must be ${listed(options)}.${didYouMean(text, options)}`;
}

function listed(options: readonly string[]): string {
  return options.length < 2 ? options.join('') : `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;
}

/** A message that the schema gives itself; zod's own ones begin like this. */
function ownMessage(issue: z.core.$ZodIssue): string | undefined {
  return /^(Invalid|Too (small|big))/.test(issue.message) ? undefined : issue.message;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as [a, b]',
  object: 'a mapping, such as { key: value }',
  record: 'a mapping, such as { key: value }',
};

function typeName(expected: string): string {
  return typeNames[expected] ?? expected;
}

function withValue(message: string, value: unknown): string {
  if (value === undefined) return message;
  const shown = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return shown.length > 60 ? message : `${message}, not ${shown}`;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step],
    root,
  );
}

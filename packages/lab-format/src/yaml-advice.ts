import type { YAMLError } from 'yaml';

/** What a person who does not know YAML's grammar can do about an error of its parser. */
const advice: Partial<Record<YAMLError['code'], string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'A text with ": " in it needs quotes around it.',
  MULTILINE_IMPLICIT_KEY: 'Is there a line without "key: value", or a quote that is not closed?',
  BAD_INDENT: 'Lines of one mapping or list begin in the same column.',
  TAB_AS_INDENT: 'Indent with spaces.',
  DUPLICATE_KEY: 'The key is there twice; leave one.',
  MISSING_CHAR: 'Something that was opened is not closed.',
  BAD_SCALAR_START: 'A text that begins with this character needs quotes around it.',
  UNEXPECTED_TOKEN: 'A text with special characters needs quotes around it.',
};

export function explainYamlError(error: YAMLError): string {
  const hint = /without - indicator/.test(error.message)
    ? 'Items of one list begin in the same column, each with "- ".'
    : advice[error.code];
  return `this is not YAML: ${error.message}.${hint === undefined ? '' : ` ${hint}`}`;
}

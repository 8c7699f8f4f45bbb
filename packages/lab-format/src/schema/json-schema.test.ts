import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonSchemas } from './json-schema.ts';

test('docs/authoring/schema is what the schema says; if not: springboard lab schema', async () => {
  const folder = join(import.meta.dirname, '../../../../docs/authoring/schema');
  for (const [name, text] of Object.entries(jsonSchemas()))
    expect(await readFile(join(folder, name), 'utf8'), name).toBe(text);
});

test('an editor learns every key, what it is for, and that there is no other', () => {
  const lab = JSON.parse(jsonSchemas()['lab.schema.json'] ?? '');
  expect(lab).toMatchObject({
    additionalProperties: false,
    required: ['title', 'summary', 'level', 'minutes', 'environment', 'skills', 'tasks'],
    properties: { level: { enum: ['beginner', 'intermediate', 'advanced'] } },
  });
  const task = JSON.parse(jsonSchemas()['task.schema.json'] ?? '');
  const kinds = task.oneOf.map(
    (one: { properties: { kind: { const: string } } }) => one.properties.kind.const,
  );
  expect(kinds).toEqual(['checked', 'quiz', 'written', 'recorded']);
});

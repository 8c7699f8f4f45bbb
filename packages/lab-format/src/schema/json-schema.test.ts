import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
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

test('the labs of this repository are right for an editor, too', async () => {
  const labs = join(import.meta.dirname, '../../../../labs');
  const texts = jsonSchemas();
  const schema = (name: string) => z.fromJSONSchema(JSON.parse(texts[`${name}.schema.json`] ?? ''));
  const files = await readdir(labs, { recursive: true });
  const held = files.flatMap((file) => {
    const name = /(lab|skills)\.yaml$/.exec(file)?.[1] ?? (file.endsWith('task.md') ? 'task' : undefined);
    return name ? [{ file, name }] : /^paths\/[^/]+\.yaml$/.test(file) ? [{ file, name: 'path' }] : [];
  });
  expect(new Set(held.map(({ name }) => name))).toEqual(new Set(['lab', 'skills', 'task', 'path']));
  for (const { file, name } of held) {
    const text = await readFile(join(labs, file), 'utf8');
    const value: unknown = parse(name === 'task' ? (text.split(/^---$/m)[1] ?? '') : text);
    expect(schema(name).safeParse(value), file).toMatchObject({ success: true });
    expect(schema(name).safeParse({ ...(value as object), colour: 1 }), file).toMatchObject({
      success: false,
    });
  }
});

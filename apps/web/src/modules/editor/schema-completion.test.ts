import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { suggest } from './schema-completion.ts';

const folder = '../../../../../docs/authoring/schema';
const schema = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${folder}/${name}.schema.json`, import.meta.url), 'utf8'));
const [lab, task] = [schema('lab'), schema('task')];
const known = { environment: ['linux-single', 'ceph-cluster'], skills: ['disk-usage', 'rbd-clones'] };

/** The cursor stands at the bar. */
const at = (text: string, of: unknown = lab) =>
  suggest(text.replace('|', ''), text.indexOf('|'), of, known)?.options.map(({ label }) => label) ?? null;

it('knows the keys of the file, and what they are', () => {
  expect(at('title: T\n|')).toEqual(expect.arrayContaining(['title', 'environment', 'invariants', 'tasks']));
  const found = suggest('mi', 2, lab);
  expect(found?.from).toBe(0);
  expect(found?.options.find(({ label }) => label === 'minutes')).toMatchObject({
    apply: 'minutes: ',
    info: 'What a person new to the matter needs.',
  });
});

it('knows values: of the schema, and those that this installation has', () => {
  expect(at('level: |')).toEqual(['beginner', 'intermediate', 'advanced']);
  expect(at('environment: ceph|')).toEqual(['linux-single', 'ceph-cluster']);
  expect(at('skills: [disk-usage, |')).toEqual(['disk-usage', 'rbd-clones']);
});

it('knows what stands in lists and below keys', () => {
  expect(at('invariants:\n  - |')).toEqual(expect.arrayContaining(['file', 'cost', 'max_cost']));
  expect(at('invariants:\n  - file: a.sh\n    |')).toEqual(expect.arrayContaining(['title', 'interval']));
  expect(at('params:\n  port:\n    kind: |')).toEqual(expect.arrayContaining(['choose', 'int', 'name']));
  expect(at('title: T\nhints:\n  - text: x\nchecks:\n  - file: c.sh\n    ho|', task)).toContain('hold');
  expect(at('runbook:\n  |', task)).toEqual(['title', 'url']);
});

it('says nothing where it knows nothing', () => {
  expect(at('title: Some words |')).toBeNull();
  expect(at('nonsense:\n  |')).toBeNull();
});

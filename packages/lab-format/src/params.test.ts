import { expect, test } from 'vitest';
import type { ParamDefinition } from './model/params.ts';
import { drawParams, isParamName, paramsToEnvironment, renderParams, UnknownParamError } from './params.ts';

const definitions: Record<string, ParamDefinition> = {
  size: { kind: 'choose', from: [2, 3] },
  port: { kind: 'int', min: 20_000, max: 29_999 },
  pool: { kind: 'name', prefix: 'app-' },
  secret: { kind: 'password', length: 20 },
};

test('a seed always gives the same values', () => {
  // Written down, so that a change of the drawing is seen: attempts of the past would change their questions.
  expect(drawParams(definitions, 'attempt-1')).toMatchInlineSnapshot(`
    {
      "pool": "app-zadida",
      "port": 23130,
      "secret": "zFT6R6DzvLDA9ANthDBs",
      "size": 3,
    }
  `);
});

test('values are of their kind, and differ between seeds', () => {
  const seen = { size: new Set(), port: new Set(), pool: new Set(), secret: new Set() };
  for (let seed = 0; seed < 200; seed++) {
    const drawn = drawParams(definitions, `seed ${seed}`);
    expect(drawn.pool).toMatch(/^app-([bdfgklmnprstvz][aeiou]){3}$/);
    expect(drawn.secret).toMatch(/^[a-zA-Z2-9]{20}$/);
    expect(drawn.port).toBeGreaterThanOrEqual(20_000);
    expect(drawn.port).toBeLessThanOrEqual(29_999);
    for (const [name, values] of Object.entries(seen)) values.add(drawn[name]);
  }
  expect(seen.size).toEqual(new Set([2, 3]));
  expect(seen.port.size).toBeGreaterThan(190);
  expect(seen.pool.size).toBeGreaterThan(195);
  expect(seen.secret.size).toBe(200);
});

test('a new parameter leaves the others as they were', () => {
  const before = drawParams(definitions, 's');
  const after = drawParams({ extra: { kind: 'int', min: 0, max: 9 }, ...definitions }, 's');
  expect(after).toMatchObject(before);
});

test('the ends of a range are drawn as often as the middle', () => {
  const counts = [0, 0, 0];
  for (let seed = 0; seed < 3000; seed++) {
    const { n } = drawParams({ n: { kind: 'int', min: 0, max: 2 } }, `${seed}`);
    counts[Number(n)] = (counts[Number(n)] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test('rendering', () => {
  const params = { pool: 'tanu', size: 3 };
  expect(renderParams('{{ pool }}/{{size}} \\{{ pool }}', params)).toBe('tanu/3 {{ pool }}');
  expect(() => renderParams('a {{ pol }}', params)).toThrow(UnknownParamError);
  expect(() => renderParams('a {{ pol }}', params)).toThrow(/it has pool, size/);
  expect(() => renderParams('{{ constructor }}', params)).toThrow(UnknownParamError);
});

test('scripts see names in upper case, and the seed', () => {
  expect(paramsToEnvironment({ pool_name: 'x', size: 3 }, 's')).toEqual({
    POOL_NAME: 'x',
    SIZE: '3',
    SPRINGBOARD_SEED: 's',
  });
});

test.each([
  ['pool_name', true],
  ['size', true],
  ['path', false],
  ['ld_preload', false],
  ['springboard_seed', false],
  ['Pool', false],
  ['2nd', false],
  ['a-b', false],
])('%s as a name: %s', (name, allowed) => {
  expect(isParamName(name)).toBe(allowed);
});

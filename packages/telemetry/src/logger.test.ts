import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger({ name: 'test', to: { write: (line) => void lines.push(line) } }).info(fields, 'said');
  return lines.join('');
}

describe('createLogger', () => {
  it('writes JSON with name, level as a word and ISO time', () => {
    const line: unknown = JSON.parse(logged({ attemptId: 'a1' }));
    expect(line).toMatchObject({ name: 'test', level: 'info', msg: 'said', attemptId: 'a1' });
    expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
  });

  it.each([
    { token: 'hush' },
    { request: { headers: { authorization: 'hush', cookie: 'hush' } } },
    { headers: { 'set-cookie': 'hush' } },
    { grant: { privateKey: 'hush' } },
  ])('keeps secrets out: %j', (fields) => {
    expect(logged(fields)).not.toContain('hush');
  });

  it('keeps the parameters of a failed query out, and its cause in', () => {
    const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    const message = 'Failed query: select $1\nparams: hush,\nhush too';
    const err = Object.assign(new Error(message, { cause }), { params: ['hush'], query: 'select $1' });
    const line = logged({ err });
    expect(line).not.toContain('hush');
    expect(line).toContain('select $1');
    expect(line).toContain('connect refused');
  });
});

import { ContentConflict, ContentError } from '@springboard/content/errors.ts';
import { expect, it } from 'vitest';
import { contentProblem } from './problem.ts';

it('names every file that somebody else has changed', () => {
  expect(contentProblem(new ContentConflict(['ceph/a/intro.md', 'ceph/a/lab.yaml'], 'abc'))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('ceph/a/intro.md, ceph/a/lab.yaml'),
    errors: [{ path: 'ceph/a/intro.md' }, { path: 'ceph/a/lab.yaml' }],
  });
});

it('tells what was asked wrongly from what is wrong with the repository, and leaves defects as they are', () => {
  const codeOf = (error: unknown) => (contentProblem(error) as { code?: string }).code;
  expect(codeOf(new ContentError('bad-path', 'a', 'b'))).toBe('invalid-input');
  expect(codeOf(new ContentError('unreachable', 'a', 'b'))).toBe('content-unavailable');
  const defect = new Error('x');
  expect(contentProblem(defect)).toBe(defect);
});

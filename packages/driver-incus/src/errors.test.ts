import { DriverError } from '@springboard/environments/driver.ts';
import { describe, expect, it } from 'vitest';
import { IncusError, isConflict, toDriverError } from './errors.ts';

const withCode = (code: string) => Object.assign(new Error('socket'), { code });

describe('toDriverError', () => {
  it.each([
    ['unreachable', withCode('ENOENT')],
    ['unreachable', withCode('ECONNREFUSED')],
    ['unreachable', new Error('fetch failed', { cause: withCode('UND_ERR_SOCKET') })],
    ['unreachable', withCode('SELF_SIGNED_CERT_IN_CHAIN')],
    ['no-space', new IncusError(400, 'write /rootfs/x: no space left on device')],
    ['no-space', new IncusError(400, 'Failed to run: btrfs qgroup: Disk quota exceeded')],
    ['missing', new IncusError(404, 'Instance not found')],
    ['refused', new IncusError(403, 'not authorized')],
    ['failed', new IncusError(500, 'something')],
    ['failed', new TypeError('something')],
  ] as const)('calls it %s: %s', (kind, error) => {
    const result = toDriverError(error, 'do it');
    expect(result.kind).toBe(kind);
    expect(result.message).toMatch(/^Could not do it: /);
    expect(result.cause).toBe(error);
  });

  it('calls everything after an abort cancelled', () => {
    expect(toDriverError(new IncusError(500, 'x'), 'do it', AbortSignal.abort()).kind).toBe('cancelled');
    expect(toDriverError(new IncusError(500, 'x'), 'do it', new AbortController().signal).kind).toBe(
      'failed',
    );
  });

  it('leaves a DriverError as it is', () => {
    const error = new DriverError('no-space', 'full');
    expect(toDriverError(error, 'do it')).toBe(error);
  });
});

describe('isConflict', () => {
  it.each([
    'Instance is busy running a "create" operation',
    'The network already exists',
    'UNIQUE constraint failed: projects.name',
    'A matching non-reusable operation has now succeeded',
  ])('knows: %s', (text) => {
    expect(isConflict(new IncusError(400, text))).toBe(true);
  });

  it('does not take other errors for it', () => {
    expect(isConflict(new IncusError(400, 'no space left on device'))).toBe(false);
    expect(isConflict(new Error('already exists'))).toBe(false);
  });
});

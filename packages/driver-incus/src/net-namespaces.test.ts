import { expect, it } from 'vitest';
import { mountedNamespaces } from './net-namespaces.ts';

it('finds mounted network namespaces, and no other mounts', () => {
  const mountinfo = [
    '36 35 0:31 / /proc rw,nosuid shared:12 - proc proc rw',
    '402 36 0:4 net:[4026532261] /run/netns/blue rw shared:3 - nsfs nsfs rw',
    '403 36 0:4 net:[4026532999] /root/a\\040b rw - nsfs nsfs rw',
    '404 36 0:4 mnt:[4026532998] /root/m rw - nsfs nsfs rw',
    '',
  ].join('\n');
  expect(mountedNamespaces(mountinfo)).toEqual([
    { name: 'net:[4026532261]', point: '/run/netns/blue' },
    { name: 'net:[4026532999]', point: '/root/a b' },
  ]);
});

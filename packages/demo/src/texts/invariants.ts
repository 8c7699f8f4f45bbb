/** What a learner reads of an invariant that broke, by lab and invariant. */
export const invariantWords: Readonly<Record<string, string>> = {
  'linux/disk-full orders': 'An order was missing for a while: 3 of 212 files were gone from orders/.',
  'ceph/replace-failed-osd writes':
    'A client waited for more than 10 s for a write: a placement group had too few copies.',
};

/** A question that was asked in an attempt, and what came of it. */
export interface Asked {
  readonly personId: string;
  readonly lab: string;
  readonly number: number;
  readonly task: string;
  readonly question: string;
  /** Minutes before the attempt's last activity. */
  readonly before: number;
  readonly state: 'waiting' | 'taken' | 'answered' | 'withdrawn';
  readonly mentorId?: string;
  readonly answer?: string;
  /** The question and the answer as they were kept beside the task. */
  readonly kept?: { readonly question: string; readonly answer: string };
}

export const questions: readonly Asked[] = [
  {
    personId: 'demo-aiko',
    lab: 'ceph/three-hosts',
    number: 1,
    task: '3-a-host-is-missing',
    question:
      'I started the monitor on ceph3 and it is in the quorum again, but the two OSDs stay down. systemctl start ceph-osd@4 says “start request repeated too quickly”. Do I have to wait?',
    before: 11,
    state: 'waiting',
  },
  {
    personId: 'demo-marta',
    lab: 'ceph/first-cluster',
    number: 1,
    task: '3-follow-an-object',
    question: 'Is the primary always the first of the OSDs in the brackets, or only here by chance?',
    before: 9,
    state: 'taken',
    mentorId: 'demo-priya',
  },
  {
    personId: 'demo-lena',
    lab: 'network/tagged-cable',
    number: 1,
    task: '2-not-carried',
    question:
      'Both ports are in the VLAN, tcpdump on host1 shows the ARP going out, and host2 sees nothing. Where do I look next?',
    before: 22,
    state: 'answered',
    mentorId: 'demo-mira',
    answer:
      'Half-way. Run `tcpdump -eni any vlan` on `r1`, then on `r2`: the frame is there on one of them and gone on the other. Then read what the port between them carries:\n\n```\novs-vsctl list port\n```\n\n`trunks` is a list. What is not in it is dropped without a word.',
    kept: {
      question: 'The frame leaves the first host and never arrives at the second. Where is it lost?',
      answer:
        'Look half-way, with `tcpdump -eni any vlan` on each switch. What `trunks` of a port does not list is dropped without a word.',
    },
  },
  {
    personId: 'demo-tomasz',
    lab: 'ceph/replace-failed-osd',
    number: 1,
    task: '1-replace-it',
    question:
      'The cluster says that the OSD is not safe to destroy. How long does that take, and can I do anything meanwhile?',
    before: 14,
    state: 'answered',
    mentorId: 'demo-priya',
    answer:
      'As long as its placement groups have not been made whole elsewhere. `ceph osd safe-to-destroy` counts them; `ceph -s` shows them go down. Meanwhile the disk may be changed, since nothing reads from it.',
    kept: {
      question: 'How long is an OSD *not safe to destroy*?',
      answer:
        'Until its placement groups are whole without it. `ceph osd safe-to-destroy <id>` counts those that are not.',
    },
  },
  {
    personId: 'demo-sam',
    lab: 'linux/service-that-will-not-start',
    number: 1,
    task: '2-in-the-right-order',
    question: 'I have written After= and the data service is still not started by a boot.',
    before: 8,
    state: 'withdrawn',
  },
];

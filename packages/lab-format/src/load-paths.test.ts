import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintLabs } from './lint/lint.ts';
import { loadLabs } from './load-labs.ts';
import { formatProblem } from './problems.ts';
import { writeLab } from './testing/lab-folder.ts';

const head = 'title: T\nsummary: S.\n';

test('a path has labs and reading, with what each asks for', async () => {
  await using folder = await writeLab({});
  await folder.write(
    'paths/good.yaml',
    `${head}owner: Storage
pass: 80
items:
  - { read: how-we-work, title: How we work, file: how-we-work.md, due: 1 }
  - { read: manual, title: The manual, url: "https://docs.example.org/", optional: true }
  - { lab: demo/lab, due: 7, requires: [how-we-work], pass: 90 }
readiness:
  - { id: pager, title: The pager, labs: [demo/lab], pass: 80, sign_offs: [systemd-services], expires: 180 }
`,
  );
  await folder.write('paths/good/how-we-work.md', 'We write it down.\n');
  const { paths, pathIds, problems } = await loadLabs(folder.root);
  expect(problems).toEqual([]);
  expect(pathIds).toEqual(['good']);
  const reading = { kind: 'reading', requires: [] };
  expect(paths).toEqual([
    {
      id: 'good',
      title: 'T',
      summary: 'S.',
      owner: 'Storage',
      requires: [],
      items: [
        {
          ...reading,
          id: 'how-we-work',
          title: 'How we work',
          due: 1,
          optional: false,
          url: null,
          file: 'how-we-work.md',
          markdown: 'We write it down.\n',
        },
        {
          ...reading,
          id: 'manual',
          title: 'The manual',
          due: null,
          optional: true,
          url: 'https://docs.example.org/',
          file: null,
          markdown: null,
        },
        {
          kind: 'lab',
          id: 'demo/lab',
          due: 7,
          requires: ['how-we-work'],
          optional: false,
          pass: 0.9,
          secondReviewer: false,
        },
      ],
      readiness: [
        {
          id: 'pager',
          title: 'The pager',
          labs: ['demo/lab'],
          pass: 0.8,
          signOffs: ['systemd-services'],
          expires: 180,
        },
      ],
    },
  ]);
});

test('what is wrong with a path is said with its place', async () => {
  await using folder = await writeLab({});
  await folder.write('paths/good.yaml', `${head}items: [{ lab: demo/lab }]\n`);
  await folder.write(
    'paths/bad.yaml',
    `${head}requires: [god]
items:
  - { lab: demo/lba, due: 9 }
  - { lab: demo/lab, requires: [demo/later], due: 3, second_reviewer: true, url: "https://example.org/" }
  - { read: nowhere, title: Nowhere }
  - { read: gone, title: Gone, file: gone.md, pass: 50 }
  - { lab: demo/lab, read: both }
  - { read: gone, url: "https://example.org/" }
readiness:
  - { id: pager, title: The pager, labs: [demo/lob], sign_offs: [systemd-service] }
  - { id: pager, title: Nothing }
`,
  );
  const { paths, problems } = await loadLabs(folder.root);
  expect(paths.map(({ id }) => id)).toEqual(['good']);
  const said = problems.map(formatProblem);
  expect(said).toEqual([
    'paths/bad.yaml:3:12 error: there is no path "god". Did you mean "good"?',
    'paths/bad.yaml:5:12 error: there is no lab "demo/lba". Did you mean "demo/lab"?',
    'paths/bad.yaml:6:82 error: url is for what is to be read; a lab says this itself',
    'paths/bad.yaml:6:71 warning: lab demo/lab has no written or recorded work, so there is nothing to review',
    'paths/bad.yaml:7:5 error: must have either "url" (an address) or "file" (a Markdown file)',
    'paths/bad.yaml:8:53 error: pass is for labs; reading is done when it was read',
    'paths/bad.yaml:9:5 error: must have one of "lab" (a lab), "read" (something to read) and "teach" (a lab to teach)',
    'paths/bad.yaml:10:5 error: title: is missing; what is read needs a name',
    'paths/bad.yaml:6:33 error: "demo/later" is not above it in this path, so it could never be started.',
    'paths/bad.yaml:6:51 warning: is due on day 3, before an item above it (day 9)',
    'paths/bad.yaml:10:13 error: gone is listed twice',
    'paths/bad.yaml:12:43 error: lab demo/lob is not in this path. Did you mean "demo/lab"?',
    'paths/bad.yaml:12:66 error: there is no skill "systemd-service". Did you mean "systemd-services"?',
    'paths/bad.yaml:13:11 error: pager is listed twice',
    'paths/bad.yaml:13:5 error: asks for nothing: name labs or sign_offs',
    expect.stringMatching(/^paths\/bad\.yaml:8:\d+ error: paths\/bad\/gone\.md cannot be read: /),
  ]);
});

test('a lab is taught under a name of its own, which others may require', async () => {
  await using folder = await writeLab({});
  await folder.write(
    'paths/good.yaml',
    `${head}items:
  - { lab: demo/lab }
  - { teach: demo/lab, due: 80, requires: [demo/lab], helpful_to: 2 }
  - { teach: other/lab }
  - { read: last, title: Last, url: "https://example.org/", requires: [teach-demo-lab] }
`,
  );
  await folder.write('other/lab/lab.yaml', 'title: Other\n');
  const { paths, problems } = await loadLabs(folder.root);
  expect(problems.map(formatProblem).filter((line) => line.startsWith('paths/'))).toEqual([]);
  const rest = { kind: 'teach', optional: false };
  expect(paths[0]?.items.slice(1, 3)).toEqual([
    { ...rest, id: 'teach-demo-lab', lab: 'demo/lab', due: 80, requires: ['demo/lab'], helpfulTo: 2 },
    { ...rest, id: 'teach-other-lab', lab: 'other/lab', due: null, requires: [], helpfulTo: null },
  ]);
});

test('what is wrong with a lab to teach is said with its place', async () => {
  await using folder = await writeLab({});
  await folder.write(
    'paths/bad.yaml',
    `${head}items:
  - { lab: demo/lab, helpful_to: 2 }
  - { teach: demo/lba, pass: 80, second_reviewer: true }
  - { teach: demo/lab, lab: demo/lab }
  - { teach: demo/lab }
  - { teach: demo/lab, helpful_to: 0 }
`,
  );
  const said = (await loadLabs(folder.root)).problems.map(formatProblem);
  expect(said).toEqual(['paths/bad.yaml:8:36 error: items.4.helpful_to: must be at least 1']);
  await folder.write(
    'paths/bad.yaml',
    `${head}items:
  - { lab: demo/lab, helpful_to: 2 }
  - { teach: demo/lba, pass: 80, second_reviewer: true }
  - { teach: demo/lab, lab: demo/lab }
  - { teach: demo/lab }
  - { teach: demo/lab }
`,
  );
  expect((await loadLabs(folder.root)).problems.map(formatProblem)).toEqual([
    'paths/bad.yaml:4:34 error: helpful_to is for what is taught',
    'paths/bad.yaml:5:14 error: there is no lab "demo/lba". Did you mean "demo/lab"?',
    'paths/bad.yaml:5:30 error: pass is not for what is taught',
    'paths/bad.yaml:5:51 error: second_reviewer is for labs; a walk-through is rated',
    'paths/bad.yaml:6:5 error: must have one of "lab" (a lab), "read" (something to read) and "teach" (a lab to teach)',
    'paths/bad.yaml:8:14 error: teach-demo-lab is listed twice',
  ]);
});

test('an unknown key is named with what there is', async () => {
  await using folder = await writeLab({});
  await folder.write('paths/old.yaml', `${head}items: [{ lab: demo/lab, requiers: [] }]\n`);
  const { problems } = await loadLabs(folder.root);
  expect(problems.map(formatProblem)).toEqual([
    'paths/old.yaml:3:26 error: unknown key "requiers". Did you mean "requires"?',
  ]);
});

test('what is read is not followed out of its folder, and its links are looked at', async () => {
  await using folder = await writeLab({});
  await folder.write('beside/secret.md', 'hunter2\n');
  await mkdir(join(folder.root, 'paths'));
  await symlink(join(folder.root, 'beside'), join(folder.root, 'paths/linked'));
  const reading = `${head}items: [{ read: a, title: A, file: secret.md }]\n`;
  await folder.write('paths/linked.yaml', reading);
  await folder.write('paths/plain.yaml', reading);
  await folder.write(
    'paths/plain/secret.md',
    '# Welcome\n\nSee [the lab](/labs/demo/lob) and [above](#welcome).\n',
  );
  const { problems } = await lintLabs(folder.root, { tools: { shellcheck: 'none', python: 'none' } });
  expect(problems.map(formatProblem).filter((line) => line.startsWith('paths/'))).toEqual([
    'paths/linked:1:1 error: is no path: paths are files named with lower-case letters, digits and hyphens, and .yaml',
    'paths/linked.yaml:3:36 error: paths/linked/secret.md cannot be read: its folder is a link',
    'paths/plain/secret.md:3:5 error: the link to "/labs/demo/lob" leads nowhere: there is no lab demo/lob. Did you mean "demo/lab"?',
  ]);
});

test('paths that require one another are named', async () => {
  await using folder = await writeLab({});
  const path = (other: string) => `${head}requires: [${other}]\nitems: [{ lab: demo/lab }]\n`;
  await folder.write('paths/a.yaml', path('b'));
  await folder.write('paths/b.yaml', path('a'));
  const { paths, pathIds, problems } = await loadLabs(folder.root);
  expect([paths, pathIds]).toEqual([[], ['a', 'b']]);
  expect(problems.map(formatProblem)[0]).toBe(
    'paths/a.yaml:1:1 error: requires a path that requires it in turn (a, b), so none of them could be begun',
  );
});

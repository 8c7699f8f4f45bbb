import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small lab that is in order. */
export const goodLab: Readonly<Record<string, string>> = {
  'lab.yaml': `title: A lab
summary: What it is about.
level: beginner
minutes: 5
environment: linux-single
skills: [systemd-services]
params:
  port: { kind: int, min: 1024, max: 2048 }
tasks: [1-first]
`,
  'intro.md': 'Hello on port {{ port }}.\n',
  'tasks/1-first/task.md': `---
title: First
points: 10
hints:
  - text: Look at port {{ port }}.
---
Do it.
`,
  'tasks/1-first/check.sh': 'not_yet "no"\n',
  'tasks/1-first/solve.sh': 'true\n',
  'tasks/1-first/wrong/nothing.sh': 'true\n',
};

/** Writes a content root with `skills.yaml` and one lab `demo/lab`; a file set to null is left out. */
export async function writeLab(
  changes: Readonly<Record<string, string | Uint8Array | null>> = {},
): Promise<
  { root: string; lab: string; write(file: string, content: string): Promise<void> } & AsyncDisposable
> {
  const root = await mkdtemp(join(tmpdir(), 'springboard-labs-'));
  const lab = join(root, 'demo/lab');
  const skills = 'linux:\n  title: Linux\n  skills:\n    systemd-services: Runs services under systemd.\n';
  await writeFile(join(root, 'skills.yaml'), skills);
  for (const [file, content] of Object.entries({ ...goodLab, ...changes })) {
    if (content === null) continue;
    await mkdir(dirname(join(lab, file)), { recursive: true });
    await writeFile(join(lab, file), content);
  }
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  };
  return { root, lab, write, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

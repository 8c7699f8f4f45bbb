import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A lab made for measuring: tasks one after the other, each with so many checks that all see the same cause. */
export interface TickLab {
  readonly slug: string;
  readonly environment: string;
  /** Where the cause is typed. */
  readonly node: string;
  readonly tasks: number;
  readonly checksPerTask: number;
  /** Bash that brings the cause of a task about. */
  readonly cause: (task: string) => string;
  /** Bash that exits 0 once the cause is there. */
  readonly check: (task: string) => string;
}

export const taskId = (index: number): string => `tick-${index + 1}`;

/** Writes the labs into a content folder of their own; answers its path. */
export async function writeTickLabs(labs: readonly TickLab[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'springboard-bench-labs-'));
  const write = async (path: string, text: string) => {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const skills = 'bench:\n  title: Bench\n  skills:\n    waiting: waits for a tick\n';
  await write('skills.yaml', skills);
  for (const lab of labs) {
    const tasks = Array.from({ length: lab.tasks }, (_, index) => taskId(index));
    await write(
      `${lab.slug}/lab.yaml`,
      `title: ${lab.slug}\nsummary: For the bench\nlevel: beginner\nminutes: 10\nskills: [waiting]\nenvironment: ${lab.environment}\ntasks: [${tasks.join(', ')}]\n`,
    );
    await write(`${lab.slug}/intro.md`, 'For the bench.\n');
    for (const task of tasks) {
      const checks = Array.from({ length: lab.checksPerTask }, (_, index) => `look-${index + 1}.sh`);
      const listed = checks.map((file) => `  - { file: ${file}, title: ${file} }`).join('\n');
      await write(
        `${lab.slug}/tasks/${task}/task.md`,
        `---\ntitle: ${task}\npoints: 10\nchecks:\n${listed}\n---\nMake ${task}.\n`,
      );
      for (const file of checks)
        await write(
          `${lab.slug}/tasks/${task}/${file}`,
          `${lab.check(task)} || not_yet "${task} is not there"\n`,
        );
      await write(`${lab.slug}/tasks/${task}/solve.sh`, `${lab.cause(task)}\n`);
    }
  }
  return root;
}

import type { LabDefinition } from '../model.ts';
import type { ContentProblem } from '../problems.ts';

/** What is allowed and still hardly meant: names that cannot be told apart, and numbers that do not fit each other. */
export function questionable(lab: LabDefinition): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const report = (file: string, severity: ContentProblem['severity'], message: string) =>
    problems.push({ severity, file: `${lab.slug}/${file}`, line: 1, column: 1, message });
  lab.tasks.forEach((task, index) => {
    const file = `tasks/${task.id}/task.md`;
    const before = lab.tasks.slice(0, index);
    const namesake = before.find((other) => other.title.toLowerCase() === task.title.toLowerCase());
    if (namesake)
      report(
        file,
        'error',
        `has the same title as ${namesake.id}, "${task.title}"; learners could not tell them apart`,
      );
    const bareName = (id: string) => id.replace(/^\d+-/, '');
    const twin = before.find((other) => bareName(other.id) === bareName(task.id));
    if (twin) report(file, 'warning', `is named like ${twin.id} but for its number; give one another name`);
    const hints = task.hints.reduce((sum, { cost }) => sum + cost, 0);
    if (hints > task.points)
      report(file, 'warning', `its hints cost ${hints} points together, the task has ${task.points}`);
    const titles = task.checks.map(({ title }) => title);
    for (const title of new Set(titles.filter((one, at) => titles.indexOf(one) !== at)))
      report(file, 'error', `two checks have the title "${title}"; learners could not tell them apart`);
    for (const check of task.checks) {
      if (check.timeoutMs > 60_000)
        report(
          file,
          'warning',
          `check ${check.id} may take ${check.timeoutMs / 1000} s; learners wait for it`,
        );
      if (check.withinMs > 0 && check.stableForMs > check.withinMs)
        report(
          file,
          'warning',
          `check ${check.id} has to hold for ${check.stableForMs / 1000} s, and looks for ${check.withinMs / 1000} s only`,
        );
    }
  });
  return problems;
}

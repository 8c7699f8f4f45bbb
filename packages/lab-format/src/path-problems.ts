import type { ContentProblem } from './problems.ts';
import type { PathItemYaml, PathYaml } from './schema/path.ts';
import { didYouMean } from './suggest.ts';
import type { ReadYaml } from './yaml-source.ts';

/** What a path may name. */
export interface PathSurroundings {
  /** Slugs of all labs. */
  readonly labs: readonly string[];
  /** Slugs of those that have written or recorded work; undefined where that could not be read. */
  readonly reviewed: (slug: string) => boolean | undefined;
  /** Ids of all skills; undefined: not looked at. */
  readonly skills: readonly string[] | undefined;
}

type Report = (path: readonly PropertyKey[], message: string, severity?: 'error' | 'warning') => void;

/** Under which an item is named by others: `ceph/first-cluster`, `how-we-work`, `teach-ceph-first-cluster`; undefined unless it says exactly one. */
export function itemId({ lab, read, teach }: PathItemYaml): string | undefined {
  const taught = teach === undefined ? undefined : `teach-${teach.replace('/', '-')}`;
  const [id, other] = [lab, read, taught].filter((one) => one !== undefined);
  return other === undefined ? id : undefined;
}

/** What is wrong with a path beyond the shape of its file. `ids` are those of all paths. */
export function pathProblems(
  { file, id }: { readonly file: string; readonly id: string },
  yaml: ReadYaml<PathYaml>,
  surroundings: PathSurroundings,
  ids: readonly string[],
): ContentProblem[] {
  const facts = yaml.value;
  if (!facts) return [];
  const problems: ContentProblem[] = [];
  const report: Report = (path, message, severity = 'error') =>
    problems.push({ severity, file, ...yaml.at(path), message });
  facts.requires.forEach((other, index) => {
    if (other === id) report(['requires', index], 'a path cannot require itself');
    else if (!ids.includes(other))
      report(['requires', index], `there is no path "${other}".${didYouMean(other, ids)}`);
  });
  facts.items.forEach((item, index) => {
    if (itemId(item) === undefined)
      report(
        ['items', index],
        'must have one of "lab" (a lab), "read" (something to read) and "teach" (a lab to teach)',
      );
    else if (item.lab !== undefined) labProblems(item, index, surroundings, report);
    else if (item.teach !== undefined) teachProblems(item, index, surroundings, report);
    else readingProblems(item, index, report);
    if (item.teach === undefined && item.helpful_to !== undefined)
      report(['items', index, 'helpful_to'], 'helpful_to is for what is taught');
  });
  orderProblems(facts, report);
  readinessProblems(facts, surroundings, report);
  return problems;
}

function labProblems(item: PathItemYaml, index: number, around: PathSurroundings, report: Report): void {
  const lab = item.lab ?? '';
  if (!around.labs.includes(lab))
    report(['items', index, 'lab'], `there is no lab "${lab}".${didYouMean(lab, around.labs)}`);
  for (const key of ['title', 'url', 'file'] as const)
    if (item[key] !== undefined)
      report(['items', index, key], `${key} is for what is to be read; a lab says this itself`);
  if (item.second_reviewer && around.reviewed(lab) === false)
    report(
      ['items', index, 'second_reviewer'],
      `lab ${lab} has no written or recorded work, so there is nothing to review`,
      'warning',
    );
}

function teachProblems(item: PathItemYaml, index: number, around: PathSurroundings, report: Report): void {
  const lab = item.teach ?? '';
  if (!around.labs.includes(lab))
    report(['items', index, 'teach'], `there is no lab "${lab}".${didYouMean(lab, around.labs)}`);
  for (const key of ['title', 'url', 'file', 'pass'] as const)
    if (item[key] !== undefined) report(['items', index, key], `${key} is not for what is taught`);
  if (item.second_reviewer)
    report(['items', index, 'second_reviewer'], 'second_reviewer is for labs; a walk-through is rated');
}

function readingProblems(item: PathItemYaml, index: number, report: Report): void {
  if (item.title === undefined) report(['items', index], 'title: is missing; what is read needs a name');
  if ((item.url === undefined) === (item.file === undefined))
    report(['items', index], 'must have either "url" (an address) or "file" (a Markdown file)');
  if (item.pass !== undefined)
    report(['items', index, 'pass'], 'pass is for labs; reading is done when it was read');
  if (item.second_reviewer)
    report(['items', index, 'second_reviewer'], 'second_reviewer is for labs; nobody reviews what was read');
}

function orderProblems(facts: PathYaml, report: Report): void {
  const order = facts.items.map(itemId);
  facts.items.forEach(({ requires, due }, index) => {
    const id = order[index];
    const key = (['lab', 'teach'] as const).find((one) => facts.items[index]?.[one] !== undefined) ?? 'read';
    if (id !== undefined && order.indexOf(id) !== index)
      report(['items', index, key], `${id} is listed twice`);
    requires.forEach((other, which) => {
      const above = order.slice(0, index).filter((one) => one !== undefined);
      if (!above.includes(other))
        report(
          ['items', index, 'requires', which],
          `"${other}" is not above it in this path, so it could never be started.${didYouMean(other, above)}`,
        );
    });
    const before = facts.items.slice(0, index).findLast((one) => one.due !== undefined)?.due;
    if (due !== undefined && before !== undefined && due < before)
      report(
        ['items', index, 'due'],
        `is due on day ${due}, before an item above it (day ${before})`,
        'warning',
      );
  });
}

function readinessProblems(facts: PathYaml, { skills }: PathSurroundings, report: Report): void {
  const labs = facts.items.flatMap(({ lab }) => lab ?? []);
  facts.readiness.forEach((rule, index) => {
    const at = ['readiness', index];
    if (facts.readiness.findIndex(({ id }) => id === rule.id) !== index)
      report([...at, 'id'], `${rule.id} is listed twice`);
    if (rule.labs.length === 0 && rule.sign_offs.length === 0)
      report(at, 'asks for nothing: name labs or sign_offs');
    rule.labs.forEach((lab, which) => {
      if (!labs.includes(lab))
        report([...at, 'labs', which], `lab ${lab} is not in this path.${didYouMean(lab, labs)}`);
    });
    rule.sign_offs.forEach((skill, which) => {
      if (skills !== undefined && !skills.includes(skill))
        report([...at, 'sign_offs', which], `there is no skill "${skill}".${didYouMean(skill, skills)}`);
    });
  });
}

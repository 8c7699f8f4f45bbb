import { checkNode, type LabContext } from './lab-context.ts';
import type { CheckDefinition, InvariantDefinition } from './model/scripts.ts';
import { isScript, readScript } from './read-script.ts';
import type { LabYaml } from './schema/lab.ts';
import type { CheckedYaml } from './schema/task.ts';
import { didYouMean } from './suggest.ts';

type At = (path: readonly PropertyKey[]) => { line: number; column: number };

/** The checks of a checked task: those it names, else `check.sh` or `check.py`. */
export function loadChecks(
  context: LabContext,
  folder: string,
  facts: CheckedYaml,
  at: At,
): CheckDefinition[] {
  const { files } = context;
  const file = `${folder}/task.md`;
  const scripts = files.in(folder).filter(isScript);
  const defaults = { title: facts.title, weight: 1, timeout: 20_000, within: 0, stable_for: 0, hold: false };
  const standard = scripts.find((name) => /^check\.(sh|py)$/.test(name));
  const entries = facts.checks ?? (standard === undefined ? [] : [{ ...defaults, file: standard }]);
  if (entries.length === 0) files.report(file, 'has no check: add check.sh or check.py');

  const named = entries.map((entry) => entry.file);
  return entries.flatMap((entry, index) => {
    const place = at(['checks', index, 'file']);
    if (named.indexOf(entry.file) !== index) files.report(file, `two checks run ${entry.file}`, place);
    checkNode(context, file, entry.on, at(['checks', index, 'on']));
    const script = readNamed(context, folder, entry.file, entry.on ?? null, file, place);
    if (!script) return [];
    return [
      {
        ...script,
        id: entry.file.replace(/\.(sh|py)$/, ''),
        title: entry.title,
        weight: entry.weight,
        timeoutMs: entry.timeout,
        withinMs: entry.within,
        stableForMs: entry.stable_for,
        hold: entry.hold,
      },
    ];
  });
}

/** What has to hold during the whole attempt; the scripts are in `invariants/`. */
export function loadInvariants(context: LabContext, facts: LabYaml, at: At): InvariantDefinition[] {
  const { files } = context;
  const named = facts.invariants.map((entry) => entry.file);
  for (const name of files.in('invariants'))
    if (!named.includes(name))
      files.report(
        `invariants/${name}`,
        `is not listed in \`invariants\` of lab.yaml, so it never runs.${didYouMean(name, named)}`,
      );
  return facts.invariants.flatMap((entry, index) => {
    const place = at(['invariants', index, 'file']);
    if (named.indexOf(entry.file) !== index)
      files.report('lab.yaml', `two invariants run ${entry.file}`, place);
    checkNode(context, 'lab.yaml', entry.on, at(['invariants', index, 'on']));
    const script = readNamed(context, 'invariants', entry.file, entry.on ?? null, 'lab.yaml', place);
    if (!script) return [];
    return [
      {
        ...script,
        id: entry.file.replace(/\.(sh|py)$/, ''),
        title: entry.title,
        cost: entry.cost,
        maxCost: entry.max_cost ?? null,
        intervalMs: entry.interval,
        timeoutMs: entry.timeout,
      },
    ];
  });
}

/** A script that a YAML value names; reports at that value when it is not there. */
export function readNamed(
  { files }: LabContext,
  folder: string,
  name: string,
  on: string | null,
  namedIn: string,
  place: { line: number; column: number },
) {
  if (files.contents.has(`${folder}/${name}`)) return readScript(files, `${folder}/${name}`, on);
  const there = files.in(folder).filter(isScript);
  files.report(namedIn, `there is no file ${folder}/${name}.${didYouMean(name, there)}`, place);
  return undefined;
}

import { Role } from '../roles.ts';
import type { AccessRow } from './row.ts';
import type { AccessPart } from './table.ts';

/** The table as Markdown, doors with the same answers in one line. */
export function accessMarkdown(parts: readonly AccessPart[]): string {
  return parts.map(({ title, rows }) => `#### ${title}\n\n${tableOf(rows)}`).join('\n\n');
}

function tableOf(rows: readonly AccessRow[]): string {
  const open = rows.filter((row) => 'open' in row);
  const guarded = rows.filter((row) => 'roles' in row);
  const lines = new Map<string, string[]>();
  for (const { door, roles, scopes, and, lists } of guarded) {
    const anyOf = scopes.map((scope) => `\`${scope}\``).join(' or ');
    const rights = and === undefined ? anyOf : `\`${and}\`, and ${anyOf}`;
    const answers = [...Role.options.map((role) => (roles[role] === 'no' ? '' : roles[role])), rights];
    const key = answers.join(' | ');
    lines.set(key, [...(lines.get(key) ?? []), `\`${door}\`${lists === undefined ? '' : ' (lists)'}`]);
  }
  const people = [
    `| door | ${Role.options.join(' | ')} | right, and scope of an API token |`,
    `| --- |${' --- |'.repeat(Role.options.length + 1)}`,
    ...[...lines].map(([answers, doors]) => `| ${doors.join('<br>')} | ${answers} |`),
  ];
  const nobody = [
    '| door | why it may be open |',
    '| --- | --- |',
    ...open.map(({ door, open: why }) => `| \`${door}\` | ${why} |`),
  ];
  return [...(guarded.length > 0 ? [people] : []), ...(open.length > 0 ? [nobody] : [])]
    .map((table) => table.join('\n'))
    .join('\n\n');
}

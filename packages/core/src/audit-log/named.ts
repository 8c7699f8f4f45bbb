import type { AuditEventView } from '@springboard/contracts/audit.ts';
import type { Queryable } from '@springboard/db/client.ts';
import {
  type AuditRow,
  namesOf,
  ownersOf,
  ownersOfEnvironments,
} from '@springboard/db/repositories/audit-log.ts';

/** Lines of the audit with the names of who did it, of what it was done to, and of whom it concerns. */
export async function named(db: Queryable, rows: readonly AuditRow[]): Promise<AuditEventView[]> {
  const attempts = await ownersOf(db, subjectsOf(rows, 'attempt'));
  const environments = await ownersOfEnvironments(db, subjectsOf(rows, 'environment'));
  const ownerOf = ({ subjectKind, subjectId }: AuditRow) =>
    subjectKind === 'attempt' ? attempts.get(subjectId) : environments.get(subjectId);
  const people = new Set(rows.flatMap((row) => [row.actor, ownerOf(row)?.personId ?? row.subjectId]));
  const names = await namesOf(db, [...people]);
  return rows.map((row) => {
    const owner = ownerOf(row);
    const concerned = owner?.personId ?? (row.subjectKind === 'person' ? row.subjectId : null);
    return {
      ...row,
      at: row.at.toISOString(),
      actorName: names.get(row.actor) ?? null,
      subjectName: owner?.slug ?? (row.subjectKind === 'person' ? (names.get(row.subjectId) ?? null) : null),
      concerns: concerned === null ? null : { id: concerned, name: names.get(concerned) ?? null },
    };
  });
}

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

function subjectsOf(rows: readonly AuditRow[], kind: string): string[] {
  return [
    ...new Set(
      rows.flatMap((row) => (row.subjectKind === kind && isUuid(row.subjectId) ? [row.subjectId] : [])),
    ),
  ];
}

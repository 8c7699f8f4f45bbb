import { cells, type GuardedDoor, guarded } from './row.ts';

const operators = cells('no', 'no', 'no', 'no', 'yes');
const anybodys = cells('no', 'no', 'no', 'no', 'any');

const readsAudit = ['audit.team.read', 'audit.read'] as const;

/** What the operators of an installation see and do, and the audit, of which managers read what concerns their people. */
export const operationsDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: ['environment.any.read'], roles: operators }, [
    'GET /api/system',
    'GET /api/fleet',
    'GET /api/fleet/events',
  ]),
  ...guarded({ scopes: ['environment.any.read'], roles: anybodys, lists: 'environment' }, [
    'GET /api/environments',
  ]),
  ...guarded({ scopes: ['environment.any.read'], roles: anybodys, of: 'environment' }, [
    'GET /api/environments/{id}',
  ]),
  ...guarded({ scopes: ['environment.any.manage'], roles: anybodys, of: 'environment' }, [
    'POST /api/environments/{id}/retry',
    'DELETE /api/environments/{id}',
  ]),
  ...guarded({ scopes: ['person.self.read'], roles: cells('yes', 'yes', 'yes', 'yes', 'yes') }, [
    'GET /api/maintenance',
  ]),
  ...guarded({ scopes: ['environment.any.manage'], roles: operators }, [
    'PUT /api/maintenance',
    'DELETE /api/maintenance',
  ]),
  ...guarded({ scopes: ['pool.manage'], roles: operators }, [
    'PUT /api/pools/{topology}',
    'POST /api/pools/{topology}/demands',
    'DELETE /api/demands/{id}',
  ]),
  ...guarded({ scopes: readsAudit, roles: cells('no', 'no', 'no', 'team', 'any'), lists: 'attempt' }, [
    'GET /api/audit',
    'GET /api/audit.csv',
    'GET /api/audit.jsonl',
  ]),
  ...guarded({ scopes: readsAudit, roles: cells('no', 'no', 'no', 'yes', 'yes') }, [
    'GET /api/audit/actions',
  ]),
];

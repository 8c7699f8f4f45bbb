import { TeamReadinessRow } from '@springboard/contracts/readiness.ts';
import { StuckView, TeamMapView } from '@springboard/contracts/team-map.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { aLabItem, anAttemptRow, publishPath } from '@springboard/core/testing/path-steps.ts';
import { XapiStatement } from '@springboard/core/testing/xapi-rules.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  const { db } = api.database;
  await publish(db, aLab('test/one', { title: 'One, "first" of all' }));
  const rule = { id: 'pager', title: 'Pager', labs: [], pass: null, signOffs: ['notes'], expires: null };
  await publishPath(db, 'beginner', [aLabItem('test/one', { due: 3 })], { readiness: [rule] });
});
afterAll(() => api[Symbol.asyncDispose]());

async function aTeamOf(name: string) {
  const { db } = api.database;
  const manager = await api.signedIn(['manager']);
  const team = await aTeam(db, { managerId: manager.person.id });
  const person = await aPerson(db, { name, teamId: team.id });
  await db
    .insert(pathAssignment)
    .values({ pathId: 'beginner', teamId: team.id, startsOn: '2026-01-01', assignedAt: new Date() });
  return { manager, team, person };
}

it('a manager sees the team, signs somebody off, and takes that back', async () => {
  const { manager, team, person } = await aTeamOf('Lena');
  const get = async (what: string) => (await manager.send('GET', `/api/teams/${team.id}/${what}`)).json();
  const map = TeamMapView.parse(await get('map'));
  expect(map.paths[0]?.rows[0]).toMatchObject({ person: { name: 'Lena' }, cells: [{ late: true }] });
  expect(z.array(StuckView).parse(await get('stuck'))).toEqual([]);

  const body = { skillId: 'notes', note: ' Seen. ' };
  const short = await manager.send('POST', `/api/people/${person.id}/sign-offs`, {
    body: { ...body, note: '  ' },
  });
  expect(short.status).toBe(422);
  const signed = await manager.send('POST', `/api/people/${person.id}/sign-offs`, { body });
  expect(signed.status).toBe(201);
  const { id } = (await signed.json()) as { id: string };
  const readiness = async () => z.array(TeamReadinessRow).parse(await get('readiness'))[0]?.readiness[0];
  expect(await readiness()).toMatchObject({ ready: true, signOffs: [{ signOff: { id, note: 'Seen.' } }] });
  const reason = { body: { reason: 'Not seen.' } };
  expect((await manager.send('POST', `/api/sign-offs/${id}/revocation`, reason)).status).toBe(204);
  expect(await readiness()).toMatchObject({ ready: false });
});

it('the export quotes what has to be quoted, and lets no name be a formula', async () => {
  const { manager, team, person } = await aTeamOf('=HYPERLINK("https://example.org")');
  const id = await anAttemptRow(api.database.db, { personId: person.id, slug: 'test/one', score: 8.5 });
  const answer = await manager.send('GET', `/api/teams/${team.id}/map.csv`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  expect(await answer.text()).toBe(
    `person,path,lab,title,status,late,dueOn,score,maxScore,minutes,attempts,attempt\n` +
      `"'=HYPERLINK(""https://example.org"")",Path beginner,test/one,"One, ""first"" of all",done,no,2026-01-04,8.5,10,0,1,${id}\n`,
  );
});

it('what was done comes as one JSON array of statements, for a learning record store', async () => {
  const { manager, team, person } = await aTeamOf('Mia');
  await anAttemptRow(api.database.db, { personId: person.id, slug: 'test/one', score: 9 });
  const answer = await manager.send('GET', `/api/teams/${team.id}/xapi.json`);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const statements = z.array(XapiStatement).parse(await answer.json());
  expect(statements.map(({ verb }) => verb.display.en)).toEqual(['launched', 'completed', 'passed']);
  const later = await manager.send('GET', `/api/teams/${team.id}/xapi.json?since=2099-01-01T00:00:00Z`);
  expect(await later.json()).toEqual([]);
  expect((await manager.send('GET', `/api/teams/${team.id}/xapi.json?since=monday`)).status).toBe(422);
});

import { learnerId, pathId, readingId, seniors } from '../size.ts';
import { asks, type Question } from './question.ts';

const day = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();

const ofLearner = asks(learnerId, {
  '/api/sign-in': null,
  '/api/me': null,
  '/api/me/password': null,
  '/api/me/deletion': null,
  '/api/sessions': null,
  '/api/tokens': null,
  '/api/ssh': null,
  '/api/ssh-keys': null,
  '/api/maintenance': null,
  '/api/notices': null,
  '/api/notice-choices': null,
  '/api/labs': null,
  '/api/labs/{group}/{name}': [({ lab }) => `/labs/${lab}`],
  '/api/labs/{group}/{name}/walkthroughs': [({ lab }) => `/labs/${lab}/walkthroughs`],
  '/api/me/paths': null,
  '/api/me/classes': null,
  '/api/paths/{id}/readings/{itemId}': [() => `/paths/${pathId}/readings/${readingId}`],
  '/api/attempts': null,
  '/api/attempts/{id}': [({ active }) => `/attempts/${active}`],
  '/api/attempts/{id}/feedback': [({ active }) => `/attempts/${active}/feedback`],
  '/api/attempts/{id}/recordings': [({ active }) => `/attempts/${active}/recordings`],
  '/api/attempts/{id}/tasks/{taskId}/kept-answers': [
    ({ active, firstTask }) => `/attempts/${active}/tasks/${firstTask}/kept-answers`,
  ],
  '/api/attempts/{id}/timeline': [({ active }) => `/attempts/${active}/timeline`],
  '/api/walkthroughs/{id}': [({ walkthrough }) => `/walkthroughs/${walkthrough}`],
  '/api/walkthroughs/{id}/draft': [({ walkthrough }) => `/walkthroughs/${walkthrough}/draft`],
});

const ofAuthor = asks(seniors.author, {
  '/api/content': null,
  '/api/lab-freshness': null,
  '/api/lab-tests': [() => '/lab-tests', ({ lab }) => `/lab-tests?lab=${lab}`],
  '/api/lab-tests/{id}': [({ labTest }) => `/lab-tests/${labTest}`],
  '/api/lab-tests/{id}/steps/{number}': [({ labTest }) => `/lab-tests/${labTest}/steps/1`],
  '/api/lab-health': [() => '/lab-health?days=30', () => '/lab-health?days=365'],
  '/api/labs/{group}/{name}/health': [
    ({ lab }) => `/labs/${lab}/health?days=30`,
    ({ lab }) => `/labs/${lab}/health?days=365`,
  ],
  '/api/labs/{group}/{name}/failures': [
    ({ lab, check }) =>
      `/labs/${lab}/failures?days=30&task=${check.split(' ')[0]}&check=${check.split(' ')[1]}`,
  ],
  '/api/labs/{group}/{name}/kept-answers': [({ lab }) => `/labs/${lab}/kept-answers`],
});

const ofMentor = asks(seniors.mentor, {
  '/api/submissions': [() => '/submissions?state=open', () => '/submissions?state=done'],
  '/api/submissions/{id}/{taskId}': [({ finished, written }) => `/submissions/${finished}/${written}`],
  '/api/help': null,
  '/api/help/{id}': [({ help }) => `/help/${help}`],
  '/api/follows/{id}/terminals': [({ follow }) => `/follows/${follow}/terminals`],
  '/api/path-assignments': null,
  '/api/attempts/{id}': [({ finished }) => `/attempts/${finished}`],
  '/api/attempts/{id}/timeline': [({ finished }) => `/attempts/${finished}/timeline`],
  '/api/attempts/{id}/timeline/runs/{runId}': [
    ({ active, run }) => `/attempts/${active}/timeline/runs/${run}`,
  ],
  '/api/classes': null,
  '/api/class-people': null,
  '/api/weekly-summary': null,
});

const ofManager = asks(seniors.manager, {
  '/api/team-maps': null,
  '/api/teams/{id}/map': [({ team }) => `/teams/${team}/map`],
  '/api/teams/{id}/stuck': [({ team }) => `/teams/${team}/stuck`],
  '/api/teams/{id}/readiness': [({ team }) => `/teams/${team}/readiness`],
  '/api/people': null,
  '/api/people/{id}/paths': [() => `/people/${learnerId}/paths`],
  '/api/people/{id}/leaving': [() => `/people/${learnerId}/leaving`],
  '/api/teams': null,
  '/api/paths': null,
  '/api/path-assignments': null,
  '/api/classes': null,
  '/api/classes/{id}': [(things) => `/classes/${things.class}`],
  '/api/class-people': null,
  '/api/submissions': [() => '/submissions?state=open', () => '/submissions?state=done'],
  '/api/weekly-summary': null,
  '/api/audit': [
    () => '/audit?limit=100',
    () => `/audit?limit=100&person=${learnerId}`,
    () => '/audit?limit=100&action=attempt.finish',
    () => '/audit?limit=100&q=lab-07',
  ],
  '/api/audit/actions': null,
});

const ofOperator = asks(seniors.operator, {
  '/api/people': null,
  '/api/people/{id}/erasure': [({ departed }) => `/people/${departed}/erasure`],
  '/api/departures': null,
  '/api/teams': null,
  '/api/system': null,
  '/api/fleet': null,
  '/api/environments': [
    () => '/environments?all=false',
    () => '/environments?all=true',
    () => '/environments?all=true&state=destroyed&topology=linux-single',
  ],
  '/api/environments/{id}': [({ environment }) => `/environments/${environment}`],
  '/api/audit': [
    () => '/audit?limit=100',
    () => `/audit?limit=100&person=${learnerId}`,
    () => '/audit?limit=100&action=attempt.',
    () => '/audit?limit=100&q=lab-07',
    () => `/audit?limit=100&from=${daysAgo(40)}&until=${daysAgo(30)}`,
  ],
  '/api/audit/actions': null,
});

/** Every request of a page that is measured, with whoever sees most by it. */
export const questions: readonly Question[] = [
  ...ofLearner,
  ...ofAuthor,
  ...ofMentor,
  ...ofManager,
  ...ofOperator,
];

const stream = 'an event stream: it goes on as long as the page is open';
const file = 'a file that is downloaded, as long as what is in it';
const onDisk = 'read from recordings, which are files and not in the database';
const unused = 'no page loads it';

/** Routes that are not measured on purpose, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'GET /api/attempts/{id}/events': stream,
  'GET /api/classes/{id}/events': stream,
  'GET /api/content/events': stream,
  'GET /api/fleet/events': stream,
  'GET /api/help/events': stream,
  'GET /api/lab-tests/{id}/events': stream,
  'GET /api/notices/events': stream,
  'GET /api/audit.csv': file,
  'GET /api/audit.jsonl': file,
  'GET /api/grades.csv': file,
  'GET /api/lab-tests/{id}/junit': file,
  'GET /api/me/data': file,
  'GET /api/teams/{id}/map.csv': file,
  'GET /api/teams/{id}/xapi.json': file,
  'GET /api/attempts/{id}/recordings/{name}': onDisk,
  'GET /api/walkthroughs/{id}/parts/{part}': onDisk,
  'GET /api/walkthroughs/{id}/preview': onDisk,
  'GET /api/walkthroughs/{id}/preview/parts/{part}': onDisk,
  'GET /api/labs/{group}/{name}/source':
    'the files of a lab: what takes time there is the content repository',
  'GET /api/grades': unused,
  'GET /api/health': unused,
  'GET /api/openapi.json': unused,
  'GET /api/sign-in/provider/callback': 'an answer of the provider, which is asked meanwhile',
};

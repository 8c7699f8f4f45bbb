import { LabPreview, LabPreviewView } from '@springboard/contracts/lab-previews.ts';
import {
  LabFreshnessList,
  LabTestQuery,
  LabTestStepLog,
  LabTestSummary,
  LabTestView,
  maxFilesBodyBytes,
  StartLabTest,
} from '@springboard/contracts/lab-tests.ts';
import { viewFreshness } from '@springboard/core/lab-tests/freshness.ts';
import {
  cancelTest,
  getStepLog,
  getTest,
  listTests,
  releaseKept,
} from '@springboard/core/lab-tests/manage.ts';
import { previewLab } from '@springboard/core/lab-tests/preview.ts';
import { junitReport } from '@springboard/core/lab-tests/report.ts';
import { startLabTest } from '@springboard/core/lab-tests/start.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';

export const LabTestPath = z.object({ id: z.uuid() });
const StepPath = LabTestPath.extend({ number: z.coerce.number().int().min(1).max(100_000) });

const permission = 'lab.test';
const view = { status: 200, schema: LabTestView } as const;

export const startLabTestRoute = route({
  method: 'post',
  path: '/api/lab-tests',
  summary: 'Start the contract test of a lab: of what is published, or of the files given',
  permission,
  params: none,
  query: none,
  body: StartLabTest,
  maxBodyBytes: maxFilesBodyBytes,
  answer: { status: 201, schema: LabTestView },
  handle: ({ actor, body }, { core }) => startLabTest(core, actor, body),
});

export const previewLabRoute = route({
  method: 'post',
  path: '/api/lab-previews',
  summary:
    'See a lab as its files are now, as a learner does: an attempt that follows them and counts for nothing',
  permission,
  params: none,
  query: none,
  body: LabPreview,
  maxBodyBytes: maxFilesBodyBytes,
  answer: { status: 200, schema: LabPreviewView },
  handle: ({ actor, body }, { core }) => previewLab(core, actor, body),
});

export const listLabTestsRoute = route({
  method: 'get',
  path: '/api/lab-tests',
  summary: 'Contract tests of one lab or of all, newest first',
  permission,
  params: none,
  query: LabTestQuery,
  body: null,
  answer: { status: 200, schema: z.array(LabTestSummary) },
  handle: ({ actor, query }, { core }) => listTests(core, actor, query),
});

export const getLabTestRoute = route({
  method: 'get',
  path: '/api/lab-tests/{id}',
  summary: 'One contract test with its steps and what each found',
  permission,
  params: LabTestPath,
  query: none,
  body: null,
  answer: view,
  handle: ({ actor, params }, { core }) => getTest(core, actor, params.id),
});

export const getLabTestStepRoute = route({
  method: 'get',
  path: '/api/lab-tests/{id}/steps/{number}',
  summary: 'All that one step said: its script, and what each check saw',
  permission,
  params: StepPath,
  query: none,
  body: null,
  answer: { status: 200, schema: LabTestStepLog },
  handle: ({ actor, params }, { core }) => getStepLog(core, actor, params.id, params.number),
});

export const labTestJunitRoute = streamRoute({
  method: 'get',
  path: '/api/lab-tests/{id}/junit',
  summary: 'The test as JUnit XML (application/xml)',
  permission,
  params: LabTestPath,
  query: none,
  body: null,
  handle: async ({ actor, params }, { core }) => {
    const xml = await junitReport(core, actor, params.id);
    return new Response(xml, {
      headers: {
        'content-type': 'application/xml; charset=utf-8',
        'content-disposition': `attachment; filename="lab-test-${params.id}.xml"`,
      },
    });
  },
});

export const labFreshnessRoute = route({
  method: 'get',
  path: '/api/lab-freshness',
  summary: 'Whether each published lab is known to keep its contract on the present images',
  permission,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: LabFreshnessList },
  handle: ({ actor }, { core }) => viewFreshness(core, actor),
});

export const cancelLabTestRoute = route({
  method: 'post',
  path: '/api/lab-tests/{id}/cancel',
  summary: 'End a test that is not over; its environment goes',
  permission,
  params: LabTestPath,
  query: none,
  body: null,
  answer: view,
  handle: ({ actor, params }, { core }) => cancelTest(core, actor, params.id),
});

export const releaseLabTestRoute = route({
  method: 'delete',
  path: '/api/lab-tests/{id}/environment',
  summary: 'Take the environment down that was kept of a failed test',
  permission,
  params: LabTestPath,
  query: none,
  body: null,
  answer: view,
  handle: ({ actor, params }, { core }) => releaseKept(core, actor, params.id),
});

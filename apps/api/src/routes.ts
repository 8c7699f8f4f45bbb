import type { Route } from './http/route.ts';
import {
  createSavePointRoute,
  deleteSavePointRoute,
  extendAttemptRoute,
  pauseAttemptRoute,
  resumeAttemptRoute,
  rewindAttemptRoute,
} from './routes/attempt-environment.ts';
import { attemptEvents } from './routes/attempt-events.ts';
import {
  answerQuizRoute,
  checkTaskRoute,
  finishAttemptRoute,
  getAttemptRoute,
  listAttemptsRoute,
  openHintRoute,
  openTerminalRoute,
  openWebUiRoute,
  resetAttemptRoute,
  retryAttemptRoute,
  startAttemptRoute,
} from './routes/attempts.ts';
import { contentEvents, contentRoute, contentWebhookRoute, syncContentRoute } from './routes/content.ts';
import { addDemandRoute, forgetDemandRoute } from './routes/demands.ts';
import {
  destroyEnvironmentRoute,
  getEnvironmentRoute,
  listEnvironmentsRoute,
  retryEnvironmentRoute,
} from './routes/environments.ts';
import { fleetEvents, fleetRoute, setPoolRoute } from './routes/fleet.ts';
import { gradesCsvRoute, gradesRoute } from './routes/grades.ts';
import { healthRoute } from './routes/health.ts';
import {
  answerFeedbackRoute,
  checkFailuresRoute,
  giveFeedbackRoute,
  labHealthRoute,
  listFeedbackRoute,
  listHealthRoute,
} from './routes/lab-health.ts';
import {
  checkSourceRoute,
  labSourceRoute,
  newLabSourceRoute,
  publishSourceRoute,
} from './routes/lab-source.ts';
import { labTestEvents } from './routes/lab-test-events.ts';
import {
  cancelLabTestRoute,
  getLabTestRoute,
  getLabTestStepRoute,
  labFreshnessRoute,
  labTestJunitRoute,
  listLabTestsRoute,
  previewLabRoute,
  releaseLabTestRoute,
  startLabTestRoute,
} from './routes/lab-tests.ts';
import { getLabRoute, listLabsRoute } from './routes/labs.ts';
import { openApiRoute } from './routes/openapi.ts';
import { listAuditRoute, listPeopleRoute, systemRoute } from './routes/operations.ts';
import {
  assignPathRoute,
  endPathRoute,
  listPathAssignmentsRoute,
  markReadingRoute,
  moveDueRoute,
  myPathsRoute,
  pathChoicesRoute,
  personPathsRoute,
  readingRoute,
} from './routes/paths.ts';
import { getRecordingRoute, listRecordingsRoute } from './routes/recordings.ts';
import { meRoute, signInRoute, signOutRoute } from './routes/session.ts';
import { addSshKeyRoute, listSshKeysRoute, removeSshKeyRoute, sshAddressRoute } from './routes/ssh.ts';
import {
  getSubmissionRoute,
  handInRoute,
  listSubmissionsRoute,
  reviewSubmissionRoute,
  saveDraftRoute,
} from './routes/submissions.ts';
import { createTokenRoute, listTokensRoute, revokeTokenRoute } from './routes/tokens.ts';

/** Every route there is. What is not in this list is not mounted, documented or reachable. */
export const routes: readonly Route[] = [
  healthRoute,
  openApiRoute(() => routes),
  signInRoute,
  signOutRoute,
  meRoute,
  listLabsRoute,
  getLabRoute,
  startAttemptRoute,
  listAttemptsRoute,
  getAttemptRoute,
  attemptEvents,
  finishAttemptRoute,
  resetAttemptRoute,
  retryAttemptRoute,
  extendAttemptRoute,
  pauseAttemptRoute,
  resumeAttemptRoute,
  createSavePointRoute,
  rewindAttemptRoute,
  deleteSavePointRoute,
  checkTaskRoute,
  gradesRoute,
  gradesCsvRoute,
  answerQuizRoute,
  giveFeedbackRoute,
  listFeedbackRoute,
  answerFeedbackRoute,
  listHealthRoute,
  labHealthRoute,
  checkFailuresRoute,
  listRecordingsRoute,
  getRecordingRoute,
  saveDraftRoute,
  handInRoute,
  listSubmissionsRoute,
  getSubmissionRoute,
  reviewSubmissionRoute,
  openHintRoute,
  openTerminalRoute,
  openWebUiRoute,
  myPathsRoute,
  personPathsRoute,
  listPathAssignmentsRoute,
  pathChoicesRoute,
  assignPathRoute,
  endPathRoute,
  moveDueRoute,
  readingRoute,
  markReadingRoute,
  listTokensRoute,
  createTokenRoute,
  revokeTokenRoute,
  sshAddressRoute,
  listSshKeysRoute,
  addSshKeyRoute,
  removeSshKeyRoute,
  listPeopleRoute,
  listAuditRoute,
  systemRoute,
  fleetRoute,
  fleetEvents,
  setPoolRoute,
  addDemandRoute,
  forgetDemandRoute,
  listEnvironmentsRoute,
  getEnvironmentRoute,
  retryEnvironmentRoute,
  destroyEnvironmentRoute,
  startLabTestRoute,
  listLabTestsRoute,
  previewLabRoute,
  getLabTestRoute,
  labTestEvents,
  getLabTestStepRoute,
  labTestJunitRoute,
  cancelLabTestRoute,
  releaseLabTestRoute,
  labFreshnessRoute,
  labSourceRoute,
  newLabSourceRoute,
  checkSourceRoute,
  publishSourceRoute,
  contentRoute,
  contentEvents,
  syncContentRoute,
  contentWebhookRoute,
];

import { accessRequestMachine } from './access/access-request.machine.js';
import { grantMachine } from './access/grant.machine.js';
import { algorithmMachine } from './algorithms/algorithm.machine.js';
import { algorithmVersionMachine } from './algorithms/algorithm-version.machine.js';
import { badgeMachine } from './badges/badge.machine.js';
import { benchmarkVersionMachine } from './benchmarks/benchmark-version.machine.js';
import { callMachine } from './calls/call.machine.js';
import { campMachine } from './camps/camp.machine.js';
import { traineeMachine } from './camps/trainee.machine.js';
import { certificateMachine } from './certificates/certificate.machine.js';
import { dataJobMachine } from './data-jobs/data-job.machine.js';
import { dataRequestMachine } from './data-requests/data-request.machine.js';
import { datasetMachine } from './datasets/dataset.machine.js';
import { datasetVersionMachine } from './datasets/dataset-version.machine.js';
import { editionMachine } from './editions/edition.machine.js';
import { engagementMachine } from './engagements/engagement.machine.js';
import { fieldRemarkMachine } from './field-remarks/field-remark.machine.js';
import { catalogueSourceMachine } from './interchange/catalogue-source.machine.js';
import { jointNeedMachine } from './joint-needs/joint-need.machine.js';
import type { EventOf, StatusOf } from './machine.js';
import { pilotMachine } from './pilots/pilot.machine.js';
import { replicationMachine } from './replications/replication.machine.js';
import { runMachine } from './runs/run.machine.js';
import { scenarioMachine } from './scenarios/scenario.machine.js';
import { solutionMachine } from './solutions/solution.machine.js';
import { ticketMachine } from './tickets/ticket.machine.js';

/** Every lifecycle of the lab, by thing; `transition()` in db reads nothing else. */
export const machines = {
  solution: solutionMachine,
  algorithm: algorithmMachine,
  algorithm_version: algorithmVersionMachine,
  dataset: datasetMachine,
  dataset_version: datasetVersionMachine,
  catalogue_source: catalogueSourceMachine,
  field_remark: fieldRemarkMachine,
  scenario: scenarioMachine,
  joint_need: jointNeedMachine,
  benchmark_version: benchmarkVersionMachine,
  access_request: accessRequestMachine,
  grant: grantMachine,
  engagement: engagementMachine,
  run: runMachine,
  certificate: certificateMachine,
  pilot: pilotMachine,
  replication: replicationMachine,
  edition: editionMachine,
  call: callMachine,
  data_job: dataJobMachine,
  data_request: dataRequestMachine,
  ticket: ticketMachine,
  badge: badgeMachine,
  camp: campMachine,
  trainee: traineeMachine,
} as const;

export type Thing = keyof typeof machines;
export type ThingStatus<T extends Thing> = StatusOf<(typeof machines)[T]>;
export type ThingEvent<T extends Thing> = EventOf<(typeof machines)[T]>;

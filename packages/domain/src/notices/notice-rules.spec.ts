import { machines } from '@scenario-lab/contracts/machines';
import { expect, it } from 'vitest';
import { noticeRules } from './notice-rules.js';

/** Steps of a machine or of one's own hand, which nobody needs to be told of. */
const silent = [
  'algorithm.created',
  'algorithm.revised',
  'algorithm_version.inspected_again',
  'algorithm_version.inspecting',
  'algorithm_version.retired',
  'algorithm_version.uploaded',
  'badge.granted',
  'badge.withdrawn',
  'benchmark_version.created',
  'benchmark_version.retired',
  'benchmark_version.sealed',
  'benchmark_version.sealing',
  'call.created',
  'camp.announced',
  'camp.cancelled',
  'camp.created',
  'camp.finished',
  'camp.started',
  'catalogue_source.created',
  'catalogue_source.paused',
  'catalogue_source.recovered',
  'catalogue_source.removed',
  'catalogue_source.resumed',
  'catalogue_source.started',
  'data_job.executing',
  'data_job.queued',
  'data_request.withdrawn',
  'dataset.created',
  // A whole catalogue at once, by who would be told.
  'dataset.harvested',
  'dataset.harvested_again',
  'dataset.revised',
  'dataset.vanished',
  'dataset_version.read_again',
  'dataset_version.retired',
  'dataset_version.uploaded',
  'dataset_version.uploading',
  'edition.created',
  'field_remark.answered',
  'field_remark.asked',
  'field_remark.insisted',
  'field_remark.mended',
  'field_remark.noted',
  'field_remark.settled',
  'field_remark.withdrawn',
  'grant.issued',
  'run.collected',
  'run.executing',
  'run.lease_lost',
  'run.queued',
  'run.requeued',
  'run.rescoring',
  'run.score_lease_lost',
  'run.started',
  'scenario.archived',
  'scenario.created',
  'solution.created',
  'solution.revised',
];

it('decides for every event of a lifecycle whether somebody is told', () => {
  const events = Object.values(machines).flatMap((machine) =>
    Object.values(machine.events as Record<string, { became: string }>).map(({ became }) => became),
  );
  const undecided = [...new Set(events)].filter((event) => !noticeRules.has(event));
  expect(undecided.sort()).toEqual(silent);
});

it('tells somebody by every rule', () => {
  for (const [event, { rights, desk, also, attends, mentioned }] of noticeRules) {
    expect([
      event,
      rights.length + desk.length > 0 || also !== undefined || attends || mentioned === true,
    ]).toEqual([event, true]);
  }
});

import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  run: 'Run',
};

export const deed: Same<typeof zh.deed> = {
  run: {
    cancel: {
      label: 'Cancel run',
      says: 'The run stops; no look is charged if the program had not started.',
    },
    requeue: { label: 'Queue again', says: 'The run is queued again at no cost to its vendor.' },
    publish: {
      label: 'Publish result',
      says: 'The report of this run, with rounded figures, becomes public and joins the benchmark’s scoreboard. It cannot be taken back.',
    },
    allow_look: {
      label: 'Agree to the uncharged look',
      says: 'It no longer counts among the two that may go uncharged; your reason is recorded.',
      field: 'Reason',
    },
    rerun: { label: 'Rerun by the lab', says: 'The same algorithm on the same pack, at nobody’s cost.' },
  },
  review: {
    approve: {
      label: 'Approve',
      says: 'You confirm the test was properly conducted; the report is signed, and a public certificate follows where it may.',
    },
    reject: { label: 'Reject', says: 'Vendor and department see your statement; the vendor may appeal.' },
    ask_info: { label: 'Ask for more', says: 'The vendor sees your question and answers it.' },
    give_info: { label: 'Answer', says: 'The reviewer sees your answer and the review goes on.' },
    resume: {
      label: 'Resume review',
      says: 'The review goes on with what is there, without the vendor’s answer; your statement is kept.',
    },
    appeal: { label: 'Appeal', says: 'Another reviewer looks at the run again; your reason is kept.' },
    void: { label: 'Void', says: 'The run is void and its certificate is revoked; the reason is public.' },
  },
};

export const event: Same<typeof zh.event> = {
  run: {
    internals_read: 'Full edition read',
    what_if: 'Threshold tried out',
    rerun: 'Run again ordered by the lab',
    look_allowed: 'The lab agreed to an uncharged look',
    queued: 'Submitted and queued',
    started: 'Preparation began',
    executing: 'Execution began',
    collected: 'Output collected, scoring',
    in_review: 'Scored, waiting for review',
    finished: 'Finished',
    lease_lost: 'Worker lost, queued again',
    score_lease_lost: 'Scoring worker lost, will score again',
    algorithm_fault: 'Algorithm fault',
    platform_fault: 'Platform fault',
    requeued: 'Queued again',
    rescoring: 'Scoring again',
    cancelled: 'Cancelled',
    info_asked: 'Reviewer asked for more',
    info_given: 'Information given',
    review_resumed: 'Review resumed',
    approved: 'Review approved',
    rejected: 'Review rejected',
    appealed: 'Appealed',
    void: 'Voided',
    published: 'Result published',
    report_failed: 'The lab could not write the report; it must look',
    comparison_failed: 'The lab could not compare it for the scoreboard; it must look',
    tried_again: 'The lab began its work on it again',
  },
};

export const next: Same<typeof zh.next> = {
  run: {
    queued: 'It starts by itself when a slot is free.',
    preparing: 'It runs as soon as pack and sandbox are ready.',
    executing: 'When it has ended, its outputs are collected and scored.',
    scoring: 'A run on the hidden split then goes to review; any other has its result at once.',
    in_review:
      'A reviewer who has nothing to do with the vendor confirms how it was conducted; then the report is signed.',
    needs_info: 'The review goes on with the vendor’s answer, or without it when the reviewer says so.',
    finished: 'The result is below; only a run on the hidden split earns a report and a certificate.',
    approved:
      'The lab signs the report, and a certificate where every must passed. A result without a certificate its vendor may publish.',
    rejected: 'The vendor may appeal; another reviewer then looks at it.',
    void: 'The result may no longer be cited; submit a new run if one is needed.',
    algorithm_fault: 'Mend the program as said below, upload a new version and submit it.',
    platform_fault: 'The lab queues it again at no cost.',
    cancelled: 'Submit a new run if one is needed.',
  },
};

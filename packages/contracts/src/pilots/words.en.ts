import type { Same } from '../words/same.js';
import type * as zh from './words.zh.js';

export const called: Same<typeof zh.called> = {
  pilot: 'Pilot',
};

export const deed: Same<typeof zh.deed> = {
  pilot: {
    void_points: {
      label: 'Void the {{shown}} chosen',
      says: 'They count no more, neither for acceptance nor in the field value; their values stay in the history with the reason.',
      field: 'Why they are voided (both sides and the lab see it)',
    },
    confirm_points: {
      label: 'Confirm the {{shown}} chosen',
      says: 'As what a site’s device sends, they may then put the certificate under watch.',
      field: 'What they were checked against (both sides and the lab see it)',
    },
    start: { label: 'Start pilot', says: 'Field data count from now on; both sides are told.' },
    pause: { label: 'Pause', says: 'Field data stop counting; the vendor sees your reason.' },
    resume: { label: 'Resume', says: 'Field data count again; the vendor is told.' },
    evaluate: {
      label: 'Evaluate',
      says: 'No further field data; acceptance is prepared and the vendor is told.',
    },
    accept: {
      label: 'Accept',
      says: 'With your signed statement the engagement is accepted too, and a case is drafted. This cannot be undone.',
      field: 'Acceptance statement (seen by both sides and the lab)',
    },
    reject: {
      label: 'Reject',
      says: 'Your signed statement ends the engagement too, and a case is drafted. This cannot be undone.',
      field: 'Why it is rejected (seen by both sides and the lab)',
    },
    terminate: {
      label: 'Terminate',
      says: 'The pilot ends now. If it had not begun, another may be planned; if it had, the engagement ends too and a case is drafted. This cannot be undone.',
      field: 'Why it ends (seen by both sides and the lab)',
    },
  },
  survey: {
    remind: {
      label: 'Remind who has not answered',
      says: 'Whoever got a letter and has not answered gets one more; once for each round, and the addresses are deleted then.',
    },
    close: {
      label: 'End the survey',
      says: 'Its links stop working and no answer comes in any more; with 5 answers or more, results are shown. It cannot be reopened.',
    },
  },
};

export const event: Same<typeof zh.event> = {
  pilot: {
    drifted: 'Field value drifted from the lab’s',
    revalidated: 'Validated again: no longer on watch',
    planned: 'Pilot planned',
    started: 'Pilot started',
    paused: 'Pilot paused',
    resumed: 'Pilot resumed',
    evaluating: 'Evaluation began',
    accepted: 'Pilot accepted',
    rejected: 'Pilot rejected',
    terminated: 'Pilot terminated',
    token_issued: 'Site token issued',
    points_corrected: 'Observations corrected',
    points_voided: 'Observations voided',
    points_confirmed: 'Observations confirmed by the lab',
    token_revoked: 'Site token revoked',
    recorded: 'Observations recorded',
    replanned: 'Pilot planned anew',
    milestone_done: 'Milestone done',
    survey_opened: 'People are asked',
    survey_sent: 'More people are asked',
    survey_reminded: 'Who has not answered is reminded',
    survey_closed: 'Survey ended',
    midterm_reviewed: 'Mid-term statement signed',
    statement_signed: 'Statement signed',
    condition_met: 'Condition of the acceptance met',
    payments_recorded: 'Payments recorded',
    change_proposed: 'A change of the plan is asked for',
    change_agreed: 'Both agree: the plan has changed',
    change_declined: 'The change was declined',
    change_withdrawn: 'The change was taken back',
    document_added: 'A document was brought',
    document_confirmed: 'A document was confirmed by the other side',
    points_quarantined: 'Observations kept apart, to be looked at',
    points_released: 'Observations kept apart were released',
    points_dropped: 'Observations kept apart were dropped',
    went_silent: 'A site stopped sending data',
    signing_failed: 'The statement could not be sealed; the lab must look',
    tried_again: 'Begun again by the lab',
    milestone_reopened: 'Milestone open again',
  },
};

export const next: Same<typeof zh.next> = {
  pilot: {
    planned: 'The department starts it; until then the plan may change.',
    running: 'Field data count; when there are enough, the department evaluates.',
    paused: 'Field data do not count; the department resumes or terminates it.',
    evaluating: 'The department signs its statement against the indicators.',
    accepted:
      'The engagement is accepted with it; the lab takes it into enablement and the case may be published.',
    rejected: 'The engagement has ended with it; what was learnt becomes a case.',
    terminated:
      'It was terminated: if it had begun, the engagement ended with it; if not, another pilot may be planned.',
  },
};

/** One of it, and several. */
export const noun: { readonly [K in keyof typeof zh.noun]: readonly [one: string, many: string] } = {
  pilot: ['pilot', 'pilots'],
  observation: ['observation', 'observations'],
  survey: ['survey', 'surveys'],
};
export const route: Same<typeof zh.route> = {
  'pilot.read_acceptance': 'Read surveys, statements, conditions and payments of the pilot',
  'pilot.review_midterm': 'Sign the mid-term statement',
  'pilot.meet_condition': 'Note that a condition is met',
  'pilot.save_payments': 'Record the payments by stages',
  'pilot.acceptance_pdf': 'Download the statement as a PDF',
  'pilot.acceptance_statement': 'Download the signed statement',
  'survey.open': 'Ask people about the pilot',
  'survey.invite': 'Invite more people to a survey, by mail or links',
  'survey.remind': 'Remind who has not answered a survey',
  'survey.withdraw_address': 'Have one’s address forgotten by a survey link',
  'survey.close': 'End a survey before its last day',
  'survey.look_up': 'Read what a survey link asks',
  'survey.answer': 'Answer a survey without a name',
  'pilot.read_live': 'Read what happens at the pilot now',
  'observation.export': 'Export metrics by OTLP/HTTP (JSON or protobuf)',
  'pilot.quarantine': 'List observations kept apart',
  'pilot.decide_points': 'Release or drop observations kept apart',
  'pilot.read_plan': 'Read change requests and documents of the pilot',
  'pilot.propose_change': 'Ask for a change of the plan',
  'pilot.decide_change': 'Agree to, decline or take back a change',
  'pilot.add_document': 'Bring a document both sides hold to',
  'pilot.confirm_document': 'Confirm a document',
  'pilot.download_document': 'Download a document',
};

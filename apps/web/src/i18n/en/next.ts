import type { Same } from '@scenario-lab/contracts/words/same';
import type { next as zhNext } from '../zh/next.js';

const card = (listed: string) => ({
  draft: 'To be completed and submitted to the lab for review.',
  in_review: 'The lab is reviewing it; then it becomes public, or comes back with a remark.',
  returned: 'To be changed as the lab remarks and submitted again.',
  listed,
  delisted: 'Visitors do not see it; submitted and approved again, it is public again.',
});

export const next: Same<typeof zhNext> = {
  label: 'What comes next',
  yours: 'Your turn',
  solution: card(
    'Public: it is matched, and departments may invite it. An edit begins a new draft; this one is shown until that is approved.',
  ),
  algorithm: card(
    'Public: versions that are ready may be tested. An edit begins a new draft; this one is shown until that is approved.',
  ),
  dataset: card(
    'Public: used or asked for as its access mode says, and benchmarks can be made of it. An edit begins a new draft; this one is shown until that is approved.',
  ),
  algorithm_version: {
    uploaded: 'The file is inspected in the sandbox soon.',
    inspecting: 'Being inspected in the sandbox; the result appears by itself.',
    ready: 'It may be tested on benchmarks.',
    refused: 'The inspection found problems, named below; upload a new version without them.',
    retired: 'It takes no new runs; its results and certificates stay as they are.',
  },
  dataset_version: {
    uploading: 'Once the file is there, its profile is computed.',
    profiling: 'The profile is being computed and appears by itself.',
    ready: 'Benchmarks can be made of it.',
    refused: 'It did not pass; the reasons stand below. Have it read otherwise, or upload a new version.',
    deprecated:
      'No new benchmark is made of it; once the lab has dealt with those that use it, the owner can retire it.',
    retired: 'It has ended for good and is kept for reference.',
  },
  access_request: {
    submitted: 'The owner of the data decides; undecided when the period asked for is over, it lapses.',
    needs_info: 'The organisation that asks answers the question; then it waits for a decision again.',
    approved: 'The organisation may use the data for the period; every use is logged.',
    refused: 'The reason is below; the organisation may ask again.',
    withdrawn: 'The request was withdrawn; it can be made again.',
    lapsed: 'The period asked for is over without a decision; ask again if it is still needed.',
  },
  data_job: {
    submitted: 'The program is inspected in the sandbox; then it waits its turn.',
    queued: 'Jobs run by turns of organisations; it begins by itself.',
    executing: 'The program runs in the sandbox; all it writes is held for review.',
    held: 'The data’s owner releases or refuses each file, with reasons.',
    released: 'The released outputs can be downloaded; each download is logged.',
    partly_released: 'The released part can be downloaded; the rest has its reasons.',
    refused: 'Nothing was released; the reasons stand below. A changed program can be submitted again.',
    cancelled: 'Cancelled, nothing of it was kept; it can be submitted again.',
    failed: 'The program did not run, for the reason below; a mended one can be submitted.',
    revoked: 'The grant was revoked: the job ended and nothing can be downloaded any more.',
  },
  field_remark: {
    noted: 'Told to the other side when it is returned; until then it can be taken back.',
    asked: 'Its author changes the field or says why it stays, then submits again.',
    answered: 'Once it is submitted again the lab settles it or asks again.',
    mended: 'The lab compares what was with what is, and settles it or asks again.',
    settled: 'The remark is at an end.',
    insisted: 'The same field was remarked on again.',
    withdrawn: 'The remark was taken back; the other side has not seen it.',
  },
  joint_need: {
    proposed: 'The departments answer whether they join; then the leading one drafts.',
    agreed: 'All who stay have agreed; the leading department drafts the joint need.',
    drafted:
      'It is a need of the leading department and goes the usual way; until it is published a department can leave.',
    joined: 'Published; the departments’ own needs are closed and point to it.',
    dissolved: 'Dissolved; the departments’ own needs stand as they were.',
  },
  catalogue_source: {
    trial: 'It has been read to be looked at; an operator confirms, and nothing is kept before.',
    active: 'It is read by the clock; where that fails, the operators are told.',
    failing: 'The last harvest failed. It is tried again, ever more seldom; check address and format.',
    paused: 'It is not read by the clock; it can be resumed, or harvested once.',
    removed: 'It is not read any more; what was taken over stays.',
  },
  data_request: {
    open: 'It waits for whoever has such data, or for the lab to pass it on; others who want the same can say so.',
    routed:
      'The lab has asked an organisation that may have the data; it takes the wish on or gives it back.',
    claimed: 'When the data set is listed, whoever took the wish on fulfils it with a version of it.',
    fulfilled:
      'The data are in the data supermarket. If they are not what was wished for, whoever wished opens it again.',
    declined: 'Declined for the public reason below; the lab can open it again when things have changed.',
    merged: 'Joined to a wish for the same; the votes went along.',
    withdrawn: 'Withdrawn by whoever wished.',
  },
  scenario: {
    draft: 'With the problem and a contact written, it is submitted to the lab.',
    in_review: 'The lab is reviewing it; then it is public and matched, or comes back with a remark.',
    returned: 'To be changed as the lab remarks and submitted again.',
    published: 'Vendors may propose and the department may invite, until its deadline closes it.',
    closed: 'No new engagements; it may be extended, and is archived when all engagements have ended.',
    archived: 'History: kept for reference.',
    withdrawn: 'Withdrawn and no longer public; its engagements are for both sides to settle.',
  },
  benchmark_version: {
    draft: 'When the plan is agreed, the lab seals it; until then it may change.',
    sealing:
      'Being sealed: the truth goes to the vault, then the baseline runs. If it cannot be, it comes back as a draft with the reasons.',
    baseline: 'The baseline is running; then it opens by itself.',
    open: 'Vendors may submit runs; the lab reviews the results.',
    closed: 'No new runs; results and certificates stay as they are.',
    retired: 'Kept for verifying certificates.',
  },
  engagement: {
    proposed: 'The department answers the proposal.',
    invited: 'The vendor answers the invitation.',
    accepted: 'The department decides whether to shortlist it.',
    shortlisted: 'The lab arranges the test.',
    validating:
      'The vendor submits runs; when one passes every must and is approved, the engagement is validated by itself.',
    validated: 'The department plans a pilot or records the award.',
    piloting: 'A pilot is under way; its outcome is the engagement’s.',
    awarded: 'The department accepts it in the field; where a pilot is planned, by the pilot’s outcome.',
    field_accepted: 'The lab takes it into enablement, so that others can take it over.',
    enabling: 'Others may take the case over; when all is done it is filed.',
    completed: 'Filed; both sides can still read it.',
    declined: 'This is the end; the two may meet again later.',
    withdrawn: 'This is the end; the two may meet again later.',
    not_selected: 'This is the end, for the reason below; the two may meet again later.',
    validation_failed: 'This is the end, for the reason below; an improved solution may be proposed again.',
    field_rejected: 'This is the end, for the reason below; what a pilot taught becomes a case.',
  },
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
  camp: {
    draft: 'People can sign up once it is announced.',
    announced: 'First come, first served, then a waiting list; nobody signs up once it runs.',
    running: 'Instructors mark who came; tasks can be tried at any time. Completion is measured at the end.',
    finished: 'Attendance and tasks are measured; whoever did what was asked gets a signed certificate.',
    cancelled: 'Everybody who signed up has been told.',
  },
  trainee: {
    waiting: 'Moves up in order when somebody withdraws.',
    seated: 'Come to the sessions and solve the tasks; completion is measured at the end.',
    withdrawn: 'One can sign up again while the camp is open.',
    released: 'One can sign up for the next camp.',
    fell_short: 'One can sign up for the next camp.',
    certified: 'Anybody can check it by the signed file.',
    revoked: 'It ended for good.',
  },
  badge: {
    applied: 'The lab reads it first: every rule must hold by its present figure.',
    recommended: 'Another of the lab’s people decides; the signature follows by itself.',
    granted: 'The rules are looked at once more, then it is signed and public.',
    valid:
      'Its rules are looked at every ten minutes; anybody can verify it by number or by its signed file; apply again when it ends.',
    watch: 'Valid again once every rule holds within the time; lost after that.',
    lost: 'Apply again once the rules hold.',
    expired: 'Apply again if you need it.',
    revoked: 'For good.',
    declined: 'Apply again once the reason is dealt with.',
    withdrawn: 'It can be applied for again.',
  },
  certificate: {
    valid: 'Anybody can verify it by its number; it expires by itself.',
    watch: 'The vendor gives its word; within ten working days the lab clears or suspends it.',
    suspended: 'The lab reinstates or revokes it; until then it may not be cited.',
    expired: 'It may no longer be cited; a new run can earn a new one.',
    revoked: 'It has ended for good and may not be cited.',
  },
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
  case: {
    draft: 'The department writes what was learnt and consents; then the lab publishes it.',
    published: 'Other departments may ask to take it over, if it was accepted.',
  },
  replication: {
    requested: 'The lab assesses how the two places differ.',
    assessing:
      'The differences are written; once the adopter has an open benchmark, the lab starts the transfer test.',
    transfer_testing: 'After the transfer test and its review the adopter decides.',
    adopted: 'Adopted, and counted on the case.',
    declined: 'Not adopted; the reason is in the history.',
    withdrawn: 'The request was withdrawn; it can be made again.',
  },
  call: {
    draft: 'Once criteria, weights, price formula and panel are written, settle it; the lab opens it.',
    keyed: 'An operator of the lab checks and opens it; its terms no longer change.',
    open: 'Vendors hand in sealed bids; after the deadline one person each of department and lab brings a key.',
    opened: 'Seats declare their ties, then judge each alone; when all have handed in, the panel confers.',
    consensus: 'Seats may correct their own points with a reason; the chair recommends.',
    recommended:
      'The panel has recommended; the department announces an award or records that the call failed.',
    standstill:
      'Bidders may object until the standstill is over; with every objection answered, the department makes the award final.',
    awarded: 'The award is final; the engagement goes on from here.',
    failed: 'The call failed; the reason is on the page. Another can be begun.',
    cancelled: 'The call was cancelled; the reason is on the page.',
  },
  ticket: {
    open: 'The lab assigns it.',
    assigned:
      'The department speaks with the reporter, adds evidence, answers; what is not its own it sends back with a reason.',
    returned: 'Sent back: the lab assigns it anew, the terms run on.',
    answered: 'Answered: it can be closed, and its reporter may say what they think.',
    closed:
      'Closed: it may be drawn for a call. What is not resolved is opened again and counts as a false closure.',
    reopened: 'Not resolved: the lab assigns it anew.',
  },
  edition: {
    draft: 'Choose what is in it and submit it; somebody else of the lab publishes it.',
    in_review: 'Its content is fixed; somebody else of the lab publishes it, or returns it with the reason.',
    returned: 'Change what the remark asks for and submit it again.',
    published: 'Public, and never changed again; a correction is a new edition.',
    withdrawn: 'Withdrawn; what it said and why it was withdrawn can still be read.',
  },
};

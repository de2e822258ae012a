import type { Same } from '@scenario-lab/contracts/words/same';
import type { deed as zhDeed, deed_field as zhField } from '../zh/deeds.js';
import { camp, trainee } from './camp-deeds.js';
import { catalogue_source } from './catalogue-source-deeds.js';
import { consortiumDeeds } from './consortium-deeds.js';
import { data_request } from './data-request-deeds.js';
import { engagement, pilot, ticket } from './field-deeds.js';
import { field_remark } from './field-remark-deeds.js';
import { grant } from './grant-deeds.js';
import { joint_need } from './joint-need-deeds.js';
import { labDeeds } from './lab-deeds.js';
import { callPanelDeeds, objectionDeed, panelDeed } from './panel-deeds.js';
import { webhook } from './webhook-deeds.js';

const card = (owner: string, says: { approve: string; delist: string }) => ({
  submit: { label: 'Submit for review', says: 'The lab reviews this card; it cannot be edited meanwhile.' },
  approve: { label: 'Approve and list', says: says.approve },
  return: {
    label: 'Return',
    says: `The card goes back to its ${owner} with your remark; visitors do not see it.`,
  },
  delist: { label: 'Delist', says: says.delist },
});

export const deed: Same<typeof zhDeed> = {
  solution: {
    ...card('vendor', {
      approve: 'The card becomes public to every visitor.',
      delist: 'Visitors no longer see the card; engagements and certificates stay as they are.',
    }),
    unsee_qualification: {
      label: 'Take the mark back',
      says: 'The mark is shown no longer; that it stood, who took it back and why stays in the card’s history, and its owner is told.',
    },
    see_qualification: {
      label: 'Mark as seen',
      says: 'The lab has looked at this document; once anything of it changes it is to be seen anew.',
    },
  },
  algorithm: {
    ...card('vendor', {
      approve: 'The card becomes public to every visitor; the files do not.',
      delist: 'Visitors no longer see the card; runs and certificates stay as they are.',
    }),
    retire_version: {
      label: 'Retire version',
      says: 'The version takes no new runs; its results and certificates stay as they are. This cannot be undone.',
    },
  },
  dataset: {
    ...card('owner', {
      approve: 'Card and statistics become public to every visitor; the data follow their access mode.',
      delist: 'Visitors no longer see the card; grants and benchmarks stay as they are.',
    }),
    read_again: {
      label: 'Read again',
      says: 'The same file is read with the new settings and columns; the profile it had is given up. Once a benchmark is made of it nothing can be changed.',
    },
    deprecate_version: {
      label: 'Deprecate version',
      says: 'Everybody who sees the version reads your reason. No new benchmark is made of it; those that use it show a warning and the lab is asked to deal with them. This cannot be undone.',
      field: 'Reason (public)',
    },
    retire_version: {
      label: 'Retire version',
      says: 'The version ends for good and your reason is public; not while a benchmark still uses it. This cannot be undone.',
      field: 'Reason (public)',
    },
  },
  call: {
    ...callPanelDeeds,
    seal: {
      label: 'Settle and take the key',
      says: 'Deadline, criteria, weights, price formula and panel cannot be changed any more. The department’s opening key is shown next, once.',
    },
    open: {
      label: 'Open and take the key',
      says: 'Everybody sees the call and vendors may hand in sealed bids. The lab’s opening key is shown next, once.',
    },
    cancel: {
      label: 'Cancel the call',
      says: 'What was handed in is never opened; the reason is public. This cannot be undone.',
      field: 'Reason (public)',
    },
    fail: {
      label: 'Record that it failed',
      says: 'The call ends with a public reason; bids not opened stay sealed. This cannot be undone.',
      field: 'Reason (public)',
    },
  },
  panel: panelDeed,
  objection: objectionDeed,
  consortium: consortiumDeeds,
  bid: {
    withdraw: {
      label: 'Withdraw the bid',
      says: 'It will not be opened; you may hand in again before the deadline. The withdrawal stays on record.',
    },
  },
  favour: {
    offer: {
      label: 'Offer the same to the others',
      says: 'All who take part are told and may ask for the same; the ledger says when, in public.',
    },
  },
  clarification: {
    withdraw: { label: 'Take the question back', says: 'The department no longer sees it.' },
    remove: {
      label: 'Remove the question',
      says: 'Everybody sees the reason instead of question and answer. Do not name the asker in it.',
      field: 'Reason (public)',
    },
    reveal: {
      label: 'Look up who asked',
      says: 'For abuse only. That you looked stands in the need’s history; the asker is told the reason.',
    },
  },
  catalogue_import: {
    undo: {
      label: 'Undo',
      says: 'What it added is delisted, what it changed is as before; entries changed since stay as they are. Its source, where it has one, is paused.',
    },
  },
  access_request: {
    approve: {
      label: 'Approve',
      says: 'The organisation gets a grant for the period asked; every use is logged and shown to you.',
    },
    refuse: { label: 'Refuse', says: 'The organisation sees your reason and may ask again.' },
    ask_info: { label: 'Ask for more', says: 'The organisation sees your question and answers it.' },
    give_info: {
      label: 'Answer',
      says: 'The owner of the data sees your answer; the request waits for approval again.',
    },
    withdraw: { label: 'Withdraw request', says: 'The request ends; the owner of the data is told.' },
  },
  data_job: {
    cancel: {
      label: 'Cancel job',
      says: 'The program is ended and nothing it wrote is kept; the data’s owner is told.',
    },
  },
  catalogue_source,
  data_request,
  field_remark,
  joint_need,
  grant,
  scenario: {
    submit: {
      label: 'Submit for publication',
      says: 'The lab reviews this need; it cannot be edited meanwhile.',
    },
    approve: {
      label: 'Approve and publish',
      says: 'The need becomes public and is matched; contact details are shown to signed-in readers only.',
    },
    return: {
      label: 'Return',
      says: 'The need goes back to the department with your remark; visitors do not see it.',
    },
    close: { label: 'Close', says: 'No new engagements; those under way go on and the need stays public.' },
    reopen: { label: 'Extend', says: 'The need takes engagements again and is public.' },
    withdraw: {
      label: 'Withdraw',
      says: 'The need is no longer public; vendors already engaged see your reason.',
    },
    archive: { label: 'Archive', says: 'The need becomes history: it can be read and no longer changed.' },
  },
  engagement,
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
  camp,
  trainee,
  badge: {
    recommend: {
      label: 'Recommend',
      says: 'Every rule holds by its present figure; another person decides.',
      field: 'Remark',
    },
    grant: {
      label: 'Grant',
      says: 'It is signed and made public by itself, good for a year.',
      field: 'Remark',
    },
    decline: {
      label: 'Decline',
      says: 'The applicant reads the reason and may apply again.',
      field: 'Reason',
    },
    withdraw: { label: 'Withdraw', says: 'The application ends; it can be made again.', field: 'Remark' },
    revoke: {
      label: 'Revoke',
      says: 'The badge ends for good; the reason is public. It cannot be taken back.',
      field: 'Reason (public)',
    },
  },
  certificate: {
    watch: {
      label: 'Watch',
      says: 'The public page shows that something is in doubt; the vendor is asked for its word.',
    },
    clear: { label: 'Clear', says: 'The doubt is settled; the certificate is valid again.' },
    answer: {
      label: 'Answer',
      says: 'Your word is kept with the certificate; the lab decides what follows.',
    },
    suspend: { label: 'Suspend', says: 'The public page shows “suspended” and your reason.' },
    reinstate: { label: 'Reinstate', says: 'The certificate is valid again and shown so.' },
    revoke: {
      label: 'Revoke',
      says: 'The certificate ends for good; the reason is public. This cannot be undone.',
    },
  },
  benchmark: {
    agree: {
      label: 'Agree to the difference',
      says: 'The department agrees that this exam validates engagements although it asks something else than the need. The reason is public; if the exam or the need changes again, it must be agreed to anew.',
      field: 'Why it differs (public)',
    },
    seal: {
      label: 'Seal and open',
      says: 'Truth goes to the vault and the baseline runs; then the benchmark opens and no longer changes.',
    },
    close: { label: 'Close', says: 'No new runs; results and certificates stay as they are.' },
    retire: {
      label: 'Retire',
      says: 'The benchmark is no longer shown; certificates can still be verified.',
    },
  },
  pilot,
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
  case: {
    publish: {
      label: 'Publish case',
      says: 'The case becomes public; organisations that chose so stay unnamed.',
    },
  },
  foreign_pack: {
    take: {
      label: 'Take over as drafts',
      says: 'A draft need for the adopter and a draft algorithm for the vendor are made; the adopter is told.',
    },
    undo: {
      label: 'Take it back',
      says: 'Drafts made of it that nobody has changed are deleted; what was worked on or is in use stays and stops this.',
    },
    discard: { label: 'Throw away', says: 'The pack leaves the list; it can be imported again.' },
    arrange: {
      label: 'Draft the benchmark',
      says: 'The plan of the pack becomes a draft benchmark on the data you chose; it can be changed until it is sealed.',
    },
  },
  trusted_lab: {
    pin: { label: 'Pin a lab', says: 'Packs signed with these keys are taken from now on.' },
    end: {
      label: 'No longer trust',
      says: 'Its packs are taken no more; what was taken over stays, its certificates are not recognised.',
    },
  },
  replication_pack: {
    ask: {
      label: 'Make a replication pack',
      says: 'Department and vendor are told; once both agree the lab signs the pack. It names both, also where the case does not.',
    },
    agree: {
      label: 'Agree',
      says: 'Once both agree the lab signs the pack. It holds both names, the need template, figures, costs and clauses, and may be handed to other labs.',
    },
    withdraw: {
      label: 'Withdraw the pack',
      says: 'It can be downloaded no more; copies already taken cannot be called back. Both sides and the lab see your reason.',
    },
  },
  replication: {
    tell_names: {
      label: 'Agree to be named',
      says: 'Once the source department and the vendor agree, the adopter sees both names; nobody else does.',
    },
    assess: { label: 'Finish assessment', says: 'The adopter sees the differences you describe.' },
    start_transfer_test: {
      label: 'Start transfer test',
      says: 'The certified algorithm runs on the adopter’s own sealed data.',
    },
    reassess: { label: 'Assess again', says: 'Back to assessment; the adopter sees your reason.' },
    adopt: { label: 'Adopt', says: 'The adoption is recorded and counted on the case.' },
    decline: { label: 'Do not adopt', says: 'Your reason is seen by the source department and the vendor.' },
    withdraw: { label: 'Withdraw request', says: 'The request ends; those concerned see your reason.' },
  },
  list_import: {
    apply: {
      label: 'Import what is ready',
      says: 'Each ready line becomes a draft of its organisation; visitors do not see it. The others wait to be corrected.',
    },
    undo: {
      label: 'Take the import back',
      says: 'Drafts it made that nobody has changed are deleted, and organisations entered for it alone; what was worked on stays.',
    },
  },
  edition: {
    submit: {
      label: 'Submit for publication',
      says: 'What the entries say is fixed now; somebody else of the lab publishes it or returns it.',
    },
    publish: {
      label: 'Publish the list',
      says: 'The list gets its number and is shown to every visitor, with its files; it never changes again.',
    },
    return: {
      label: 'Return',
      says: 'It goes back to whoever prepared it, with your remark; visitors do not see it.',
    },
    withdraw: {
      label: 'Withdraw the list',
      says: 'A published list is marked withdrawn; visitors still read it, and the reason. An unpublished one is dropped. For good.',
      field: 'Reason',
    },
  },
  ticket,
  organisation: {
    agree_member: {
      label: 'Agree to roles',
      says: 'The proposed roles apply at once when you agree, and fall when you do not. Neither who proposed them nor whom they are about agrees.',
    },
    agree_invitation: {
      label: 'Agree to an invitation',
      says: 'The invitation can be used when you agree, and falls when you do not. Neither who made it nor whom it is about agrees.',
    },
    verify: {
      label: 'Verify',
      says: 'It is shown as verified, and may use others’ data, make hidden runs and publish needs.',
    },
  },
  webhook,
  ...labDeeds,
};

export const deed_field: Same<typeof zhField> = {
  remark: 'Remark (optional)',
  reason: 'Reason (seen by the other side)',
  statement: 'Statement (printed on the report)',
  missing: 'Please fill this in.',
  too_short: 'At least {{least}} characters, please.',
};

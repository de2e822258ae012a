import { describe, expect, it } from 'vitest';

/** Every file of the web that somebody types into, and the name under which what is typed is kept until it is sent. */
const drafts: Record<string, readonly string[]> = {
  'components/deed-buttons.tsx': ["'deed', deed.row.name"],
  'components/field-remarks-panel.tsx': ['`field-remark.', '`field-remark-again.'],
  'components/remarks-at-fields.tsx': ['`field-remark-answer.'],
  'components/notice-choice-panel.tsx': ["'notice-choice'"],
  'components/open-engagement-dialog.tsx': ['`engage.'],
  'components/save-search.tsx': ['`search.'],
  'components/statement-form.tsx': ['`statement.'],
  'features/account/invitation-page.tsx': ["'invitation'"],
  'features/account/register-page.tsx': ["'register'"],
  'features/account/tokens-panel.tsx': ["'token.new'"],
  'features/algorithms/algorithm-form.tsx': ["'algorithm.new'", '`algorithm.'],
  'features/algorithms/new-version-page.tsx': ['`algorithm-version.'],
  'features/benchmarks/edit-benchmark-page.tsx': ['`benchmark.new.', '`benchmark.'],
  'features/badges/edit-rules.tsx': ['`badge-rules.'],
  'features/calls/announce.tsx': ['`announce.'],
  'features/calls/bid-page.tsx': ['`bid.'],
  'features/calls/consortium-plan.tsx': ['`consortium.'],
  'features/calls/confer.tsx': ['`score-change.', '`recommend.'],
  'features/calls/declare-ties.tsx': ['`ties.'],
  'features/calls/edit-call-page.tsx': ['`call.new.', '`call.'],
  'features/calls/few-bids.tsx': ['`why-not.'],
  'features/calls/objections.tsx': ['`objection.'],
  'features/calls/postpone.tsx': ['`postpone.'],
  'features/calls/score-sheet.tsx': ['`scores.'],
  'features/cases/ask-pack.tsx': ['`pack.'],
  'features/cases/take-over.tsx': ['`replication.'],
  'features/cases/write-case.tsx': ['`case.'],
  'features/cockpit/lab-cockpit-page.tsx': ["'kiosk.new'"],
  'features/control-groups/group-dialog.tsx': ['`group.'],
  'features/control-groups/proposal-deeds.tsx': ['`kin.'],
  'features/data-jobs/review-outputs.tsx': ['`data-job-review.'],
  'features/data-jobs/new-data-job-page.tsx': ['`data-job.'],
  'features/data-requests/new-data-request-page.tsx': ['`data-request.new.'],
  'features/joint-needs/agree-deed.tsx': ['`joint-answer.'],
  'features/joint-needs/propose-deed.tsx': ['`joint.'],
  'features/grants/addendum-page.tsx': ['`addendum.grant.'],
  'features/grants/ask-key-match.tsx': ['`key-match.'],
  'features/grants/key-match-panel.tsx': ['`key-match-end.'],
  'features/datasets/ask-access-dialog.tsx': ['`access.'],
  'features/datasets/dataset-form.tsx': ['`dataset.new.', '`dataset.'],
  'features/datasets/new-dataset-version-page.tsx': ['`dataset-version.'],
  'features/datasets/choose-masks.tsx': ['`mask.'],
  'features/datasets/take-masked.tsx': ['`mask-take.'],
  'features/datasets/read-again-page.tsx': ['`read-again.'],
  'features/editions/edit-edition-page.tsx': ['`edition.new.', '`edition.'],
  'features/editions/import-page.tsx': ['`import.'],
  'features/engagements/award-deed.tsx': ['`award.'],
  'features/engagements/contacts-panel.tsx': ['`room-handover.'],
  'features/engagements/records-panel.tsx': ['`room-record.'],
  'features/engagements/tasks-panel.tsx': ['`room-task.'],
  'features/calls/substitute.tsx': ['`substitute.'],
  'features/calls/move-up.tsx': ['`move-up.'],
  'features/engagements/checklists-panel.tsx': ['`room-checklist.'],
  'features/engagements/meeting-view.tsx': ['`meeting-seat.', '`meeting-off.'],
  'features/engagements/offer-meeting.tsx': ['`meeting.'],
  'features/engagements/meetings-panel.tsx': ['`talk.', '`talk-off.', '`minutes.'],
  'features/engagements/thread-panel.tsx': ['`message.', '`mentions.'],
  'features/interchange/import-form.tsx': ["'import'"],
  'features/interchange/source-form.tsx': ['`catalogue-source.'],
  'features/matches/letters.tsx': ['`letter.'],
  'features/matches/mark-deeds.tsx': ['`dismiss.'],
  'features/notices/edit-webhook.tsx': ['`webhook.'],
  'features/notices/new-webhook.tsx': ["'webhook.new'"],
  'features/organisations/identity-panel.tsx': ["'identity'"],
  'features/lab-rules/working-days-panel.tsx': ["'working-days'"],
  'features/account/joining-page.tsx': ["'joining'"],
  'features/organisations/joining-panel.tsx': ['`mail-domain.'],
  'features/organisations/mail-domains-page.tsx': ['`mail-domain-word.'],
  'features/organisations/invite-panel.tsx': ['`invite.'],
  'features/organisations/organisation-form.tsx': ['`organisation.'],
  'features/pilots/csv-intake.tsx': ['`points-file.'],
  'features/pilots/edit-pilot-page.tsx': ['`pilot.'],
  'features/pilots/plan-pilot-page.tsx': ['`plan.'],
  'features/pilots/change-pilot-page.tsx': ['`pilot-change.'],
  'features/pilots/changes-panel.tsx': ['`change-word.'],
  'features/pilots/documents-panel.tsx': ['`pilot-document.'],
  'features/pilots/open-survey.tsx': ['`survey.'],
  'features/pilots/rubric-form.tsx': ['`acceptance.'],
  'features/pilots/conditions-panel.tsx': ['`condition.'],
  'features/pilots/payments-panel.tsx': ['`payments.'],
  'features/pilots/record-panel.tsx': ['`points-hand.'],
  // Under the name whoever opens it gives: points of one pilot, values kept apart of one pilot.
  'features/pilots/reason-dialog.tsx': ['useKept(kept'],
  'features/badges/apply-page.tsx': ['`badge.'],
  'features/camps/edit-camp-page.tsx': ['`camp.', 'camp.new'],
  'features/records/replies-panel.tsx': ['`record-judgement.'],
  'features/records/reply-panel.tsx': ['`record-reply.'],
  'features/replication-packs/pin-lab.tsx': ["'trusted-lab'"],
  'features/replication-packs/replicate-deed.tsx': ['`foreign-replication.'],
  'features/replications/assess-deed.tsx': ['`assess.'],
  'features/scenarios/amend-page.tsx': ['`addendum.'],
  'features/scenarios/clarifications-panel.tsx': ['`clarification.', '`clarification-answer.'],
  'features/scenarios/edit-scenario-page.tsx': ['keptDraft('],
  'features/scenarios/fairness-panel.tsx': ['`fairness.'],
  'features/scenarios/new-scenario-page.tsx': ["'need.new'"],
  'features/security/key-desk.tsx': ['`key.'],
  'features/lab-rules/backups-panel.tsx': ["'backup'"],
  'features/lab-rules/service-levels-page.tsx': ["'service-levels'"],
  'features/lab-rules/texts-page.tsx': ["'lab-texts'"],
  'features/lab-rules/upkeep-page.tsx': ["'retention'"],
  'features/taxonomies/term-dialog.tsx': ['`term.'],
  'features/synonyms/synonym-dialog.tsx': ['`synonyms.'],
  'features/tickets/add-evidence.tsx': ['`evidence.'],
  'features/tickets/directory-page.tsx': ["'ticket.rule'"],
  'features/tickets/follow-ups-page.tsx': ["'ticket.sample'"],
  'features/solutions/solution-form.tsx': ["'solution.new'", '`solution.'],
};

/** Where nothing is kept, and why. */
const without: Record<string, string> = {
  'app/shell/global-search.tsx': 'a search, which the address keeps',
  'app/shell/palette.tsx': 'a search',
  'components/catalogue-page.tsx': 'filters, which the address keeps',
  'features/account/account-page.tsx': 'passwords',
  'features/account/reset-page.tsx': 'a password',
  'features/account/sign-in-page.tsx': 'a password',
  'features/calls/call-deeds.tsx': 'half of the key that opens bids',
  'features/calls/take-seat.tsx': 'a seat’s code, which is a key',
  'features/camps/sign-up.tsx': 'one’s own name, which is filled in, and a consent to be given anew',
  'features/certificates/verify-by-number.tsx': 'a look-up',
  'features/certificates/verify-page.tsx': 'a look-up',
  'features/datasets/address-intake.tsx': 'an address, which the fetch keeps; it may hold a key',
  'features/datasets/uses-panel.tsx': 'filters of a list',
  'features/datasets/upkeep-panel.tsx': 'one choice and an address, which may hold a key',
  'features/home/proof-panel.tsx': 'a look-up',
  'features/pilots/invite-more.tsx': 'addresses of other people, which are kept nowhere',
  'features/pilots/site-tokens.tsx': 'one choice, nothing typed',
  'features/pilots/survey-page.tsx': 'what somebody answers without a name, on a machine many may use',
  'features/runs/what-if.tsx': 'a question; nothing is saved',
  'features/search/search-page.tsx': 'a search, which the address keeps',
  'features/tickets/routing-panel.tsx': 'choices from lists, nothing typed',
  'features/tickets/hot-spots-page.tsx': 'a filter',
  'features/tickets/receipt-page.tsx': 'a receipt’s code, which is a key; what is said is sent at once',
  'features/tickets/report-page.tsx': 'a citizen’s words and number, on a machine many may use',
  'features/synonyms/synonyms-page.tsx': 'a filter of the list',
};

/** Parts of forms: what holds them keeps what is typed. */
const parts: Record<string, string> = {
  'components/bilingual-field.tsx': 'an input',
  'components/choice-input.tsx': 'an input',
  'components/form.tsx': 'what every form is made with',
  'components/figure-input.tsx': 'an input',
  'components/purpose-deed.tsx': 'of ask-pack, take-over and replicate-deed',
  'components/text-input.tsx': 'an input',
  'features/access/give-fields.tsx': 'of deed-buttons, in access-requests-page',
  'features/tickets/say-form.tsx': 'of receipt-page and letter-page: sent at once, on a machine many may use',
  'features/tickets/ticket-deeds.tsx': 'of deed-buttons',
  'features/algorithms/onnx-fields.tsx': 'of new-version-page',
  'features/benchmarks/criterion-lines.tsx': 'of plan-form',
  'features/benchmarks/plan-form.tsx': 'of edit-benchmark-page',
  'features/camps/session-fields.tsx': 'of edit-camp-page',
  'features/camps/task-fields.tsx': 'of edit-camp-page',
  'features/datasets/column-fields.tsx': 'of new-dataset-version-page',
  'features/datasets/reading-fields.tsx': 'of new-dataset-version-page',
  'features/datasets/mask-fields.tsx': 'of choose-masks',
  'features/datasets/rule-fields.tsx': 'of column-fields',
  'features/datasets/value-names.tsx': 'of column-fields',
  'features/editions/items-input.tsx': 'of edit-edition-page',
  'features/notices/webhook-choices.tsx': 'of new-webhook and edit-webhook',
  'features/pilots/kpi-fields.tsx': 'of plan-form',
  'features/pilots/plan-form.tsx': 'of plan-pilot-page, edit-pilot-page and change-pilot-page',
  'features/pilots/design-fields.tsx': 'of plan-form',
  'features/pilots/risk-fields.tsx': 'of plan-form',
  'features/pilots/safeguard-fields.tsx': 'of plan-form',
  'features/scenarios/conditions-step.tsx': 'of edit-scenario-page',
  'features/solutions/media-field.tsx': 'of solution-form',
  'features/solutions/qualifications-field.tsx': 'of solution-form',
  'features/solutions/readiness-field.tsx': 'of solution-form',
  'features/scenarios/criterion-fields.tsx': 'of edit-scenario-page',
  'features/scenarios/data-step.tsx': 'of edit-scenario-page',
  'features/scenarios/two-texts.tsx': 'an input',
  'features/scenarios/question-step.tsx': 'of edit-scenario-page',
};

const texts = import.meta.glob<string>(['../**/*.tsx', '!../**/*.spec.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const textOf = (file: string) => texts[file.startsWith('app/') ? `./${file.slice(4)}` : `../${file}`] ?? '';
const files = Object.keys(texts).map((file) => file.replace(/^\.\//, 'app/').replace(/^\.\.\//, ''));
/** Somebody can type there: a form, or a field for words or figures. */
const typedInto = (text: string) =>
  /<form\b|<Form[<\s>](?!\.)|<(?:TextArea|TextInput|PasswordInput|BilingualInput|NumberInput|FigureInput|PurposeDeed)\b|useRowForm[<(]|<input\b(?![^>]*type="(?:file|checkbox|radio|range)")/.test(
    text,
  );

describe('what is typed', () => {
  const forms = files.filter((file) => typedInto(textOf(file)));

  it('is kept in every form of the web, or the list says why not', () => {
    const known = new Set([...Object.keys(drafts), ...Object.keys(without), ...Object.keys(parts)]);
    expect(forms.filter((file) => !known.has(file) && file !== 'components/row-form.tsx')).toEqual([]);
    expect([...known].filter((file) => !forms.includes(file))).toEqual([]);
  });

  it.each(Object.entries(drafts))('in %s under its own name', (file, names) => {
    const text = textOf(file);
    for (const name of names) expect(text).toContain(name);
    // A row's form says `draft: name`; one of plain state `useKept(name)` or the wizard's own keeper.
    expect(/draft: |useKept[<(]|keptDraft\(|readKept\(/.test(text)).toBe(true);
  });

  it('is never a secret', () => {
    // What is called `password` is never kept (`row-form.tsx`).
    for (const file of Object.keys(drafts))
      if (textOf(file).includes('<PasswordInput'))
        expect(textOf(file)).toMatch(/name=(?:"|\{\['owner', ')password/);
    for (const file of Object.keys(without))
      if (textOf(file).includes('useRowForm')) expect(textOf(file)).toContain('draft: null');
  });

  it('has a name nobody else uses', () => {
    const names = Object.values(drafts).flat();
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

/** Why a request was refused. The API maps each code to one HTTP status; the web translates `problem.<code>`. */
export const refusalCodes = [
  'not_found',
  'no_mail',
  'sign_in_required',
  'role_missing',
  'token_scope',
  'not_yours',
  'not_the_other_side',
  'own_organisation',
  'decided_by_you',
  'own_account',
  'handled_by_you',
  'own_invitation',
  'one_hand',
  'second_admin_missing',
  'owner_only',
  'wrong_status',
  'sealed',
  'too_late',
  'seat_missing',
  'ties_undeclared',
  'tied_to_bidder',
  'round_open',
  'sheet_incomplete',
  'standstill_running',
  'objection_open',
  'questions_closed',
  'questions_waiting',
  'gate_incomplete',
  'entries_gone',
  'engagement_live',
  'pilot_live',
  'version_in_use',
  'no_usable_version',
  'no_version',
  'report_missing',
  'already_published',
  'grant_missing',
  'exam_right_missing',
  'target_of_another_exam',
  'not_verified',
  'trial_missing',
  'need_differs',
  'looks_unsettled',
  'look_settled',
  'quota_exhausted',
  'upload_quota',
  'storage_full',
  'wallet_empty',
  'data_not_readable',
  'rows_withheld',
  'vendor_not_heard',
  'rules_unmet',
  'too_few_observations',
  'consent_missing',
  'names_left',
  'names_untold',
  'pack_refused',
  'pack_in_use',
  'not_published',
  'conflict',
  'changed_meanwhile',
  'key_reused',
  'outcome_unknown',
  'invalid_input',
  'data_misfit',
  'sandbox_unavailable',
  'duplicate',
  'expired',
  'cross_origin',
  'wrong_credentials',
  'too_many_requests',
  'too_few_outcomes',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A domain rule said no. Never a fault: the caller is told the code and may act on the detail. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}

/** Why a request was refused. The API maps each code to one HTTP status; the web translates `problem.<code>`. */
export const refusalCodes = [
  'sign_in_required',
  'role_missing',
  'not_yours',
  'not_the_other_side',
  'own_organisation',
  'decided_by_you',
  'owner_only',
  'wrong_status',
  'unknown_event',
  'gate_incomplete',
  'engagement_live',
  'grant_missing',
  'data_not_readable',
  'looks_remain',
  'vendor_not_heard',
  'reason_missing',
  'procurement_number_missing',
  'too_few_observations',
  'consent_missing',
  'not_certifiable',
  'not_published',
  'not_found',
  'conflict',
  'invalid_input',
  'quota_exhausted',
  'wallet_empty',
  'data_misfit',
  'sandbox_unavailable',
  'duplicate',
  'expired',
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

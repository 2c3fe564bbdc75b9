// Expected refusals are values with a code from one closed list; surprises are thrown.
import type { Problem } from '../declare/kind.ts';

/** Every refusal there is, and the HTTP status that it has. */
export const refusals = {
  not_signed_in: { status: 401 },
  not_allowed: { status: 403 },
  not_found: { status: 404 },
  unknown_kind: { status: 404 },
  unknown_kpi: { status: 404 },
  unknown_scope: { status: 404 },
  wrong_period: { status: 400 },
  period_too_long: { status: 400 },
  wrong_input: { status: 400 },
  record_has_problems: { status: 422 },
  changed_since: { status: 409 },
  changed_meanwhile: { status: 412 },
  wrong_cursor: { status: 400 },
  already_exists: { status: 409 },
  wrong_step: { status: 409 },
  own_submission: { status: 403 },
  last_administrator: { status: 409 },
  post_is_held: { status: 409 },
  role_not_at_scope: { status: 422 },
  not_active: { status: 409 },
  nothing_to_end: { status: 409 },
  nothing_to_hand_over: { status: 409 },
  delegate_lacks_right: { status: 409 },
  words_required: { status: 422 },
  reason_required: { status: 422 },
  period_is_closed: { status: 409 },
  month_not_complete: { status: 409 },
  carried_in_overlaps: { status: 409 },
  shares_above_one: { status: 409 },
  questions_open: { status: 409 },
  nothing_to_submit: { status: 409 },
  nothing_to_true_up: { status: 409 },
  nil_beside_records: { status: 409 },
  estimate_beside_records: { status: 409 },
  estimate_not_possible: { status: 422 },
  edition_covers_period: { status: 409 },
  import_not_ready: { status: 409 },
  import_has_errors: { status: 409 },
  import_in_progress: { status: 409 },
  import_cannot_be_undone: { status: 409 },
  file_refused: { status: 422 },
  file_too_large: { status: 413 },
  file_too_large_for: { status: 413 },
  file_type_not_accepted: { status: 415 },
  file_type_unknown: { status: 415 },
  file_not_scanned_yet: { status: 409 },
  file_infected: { status: 403 },
  paper_ended: { status: 409 },
  paper_dates_wrong: { status: 422 },
  nothing_to_publish: { status: 409 },
  figures_are_behind: { status: 503 },
  not_a_backup: { status: 422 },
  newer_backup: { status: 422 },
  altered_backup: { status: 422 },
  not_empty: { status: 409 },
  backup_in_progress: { status: 409 },
  restore_unfinished: { status: 409 },
  wrong_user_name_or_password: { status: 401 },
  wrong_password: { status: 422 },
  password_length: { status: 422 },
  password_already_set: { status: 409 },
  too_many_attempts: { status: 429 },
  foreign_origin: { status: 403 },
  key_not_valid: { status: 401 },
  key_too_wide: { status: 403 },
  key_reused: { status: 422 },
  still_working: { status: 409 },
  too_many_requests: { status: 429 },
  request_too_large: { status: 413 },
  address_not_allowed: { status: 422 },
  wrong_code: { status: 401 },
  second_factor_over: { status: 401 },
  second_factor_is_on: { status: 409 },
  second_factor_is_off: { status: 409 },
  second_factor_required: { status: 403 },
  password_needed: { status: 409 },
  passkey_refused: { status: 401 },
  passkeys_enough: { status: 409 },
  link_over: { status: 410 },
  sso_not_reached: { status: 503 },
  sso_refused: { status: 401 },
  sso_unknown_person: { status: 403 },
} as const;
export type RefusalCode = keyof typeof refusals;

/** Thrown inside a transaction so that nothing of it is kept; turned into a problem document at the edge. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly facts: Record<string, string | number>;
  readonly problems: readonly Problem[];
  constructor(code: RefusalCode, facts: Record<string, string | number> = {}, problems: readonly Problem[] = []) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.problems = problems;
  }
}

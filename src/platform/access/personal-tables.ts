// Every table in which somebody is named: by which columns, what of it is told to him, how long it is kept, and what becomes of
// it when he is erased. The page, the export, docs/privacy.md and the tests all read this list.

/** How long rows are kept; the words are `privacy.kept.…`. */
export type Kept =
  | 'account'
  | 'history'
  | 'dated'
  | 'week'
  | 'link'
  | 'year'
  | 'quarter'
  | 'notices'
  | 'day'
  | 'until-changed';

/** What becomes of rows when a person is erased; the words are `privacy.erased.…`. */
export type Erased = 'replaced' | 'deleted' | 'ended' | 'cut' | 'stays';

/** One table with people in it. */
export interface PersonalTable {
  /** `schema.name` outside of `public` */
  table: string;
  /** columns that hold a person's id */
  by: readonly string[];
  /** columns that are told, in this order */
  tells: readonly string[];
  /** the newest come first by this column */
  newest?: string;
  kept: Kept;
  erased: Erased;
}

/** Rows of one table that are told at most; how many there are is told in any case. */
export const TOLD_AT_MOST = 20_000;

export const personalTables: readonly PersonalTable[] = [
  // Who somebody is.
  { table: 'person', by: ['id'], tells: ['id', 'user_name', 'active'], kept: 'account', erased: 'replaced' },
  {
    table: 'person_attribute',
    by: ['person_id'],
    tells: ['name_en', 'name_zh', 'mail', 'language'],
    kept: 'account',
    erased: 'replaced',
  },
  {
    table: 'person_channel',
    by: ['person_id', 'linked_by'],
    tells: ['channel', 'external_id', 'linked_at'],
    kept: 'account',
    erased: 'deleted',
  },
  // How he comes in.
  { table: 'auth.user', by: ['id'], tells: ['two_factor_enabled', 'created_at'], kept: 'account', erased: 'replaced' },
  {
    table: 'auth.account',
    by: ['user_id'],
    tells: ['provider_id', 'account_id', 'created_at'],
    kept: 'account',
    erased: 'deleted',
  },
  {
    table: 'auth.session',
    by: ['user_id'],
    tells: ['way', 'device', 'created_at', 'seen_on', 'expires_at'],
    newest: 'created_at',
    kept: 'week',
    erased: 'deleted',
  },
  {
    table: 'auth.two_factor',
    by: ['user_id'],
    tells: ['verified', 'locked_until'],
    kept: 'account',
    erased: 'deleted',
  },
  {
    table: 'auth.passkey',
    by: ['user_id'],
    tells: ['name', 'made_at', 'used_on'],
    kept: 'account',
    erased: 'deleted',
  },
  {
    table: 'one_time_link',
    by: ['person_id', 'made_by'],
    tells: ['purpose', 'made_at', 'expires_at', 'ended_at', 'ended_as'],
    newest: 'made_at',
    kept: 'link',
    erased: 'ended',
  },
  {
    table: 'access_event',
    by: ['person_id', 'actor'],
    tells: ['at', 'what', 'outcome', 'subject', 'network', 'device'],
    newest: 'at',
    kept: 'year',
    erased: 'cut',
  },
  {
    table: 'api_key',
    by: ['person_id', 'made_by', 'revoked_by'],
    tells: ['name', 'prefix', 'actions', 'scope_id', 'made_at', 'expires_at', 'last_used_on', 'revoked_at'],
    newest: 'made_at',
    kept: 'history',
    erased: 'cut',
  },
  { table: 'api_answer', by: ['actor'], tells: ['key', 'at', 'status', 'body'], kept: 'day', erased: 'deleted' },
  // What he may do.
  {
    table: 'role_grant',
    by: ['person_id'],
    tells: ['role', 'scope_id', 'from_on', 'before_on'],
    newest: 'from_on',
    kept: 'dated',
    erased: 'ended',
  },
  {
    table: 'post_holder',
    by: ['person_id'],
    tells: ['post_id', 'from_on', 'before_on'],
    newest: 'from_on',
    kept: 'dated',
    erased: 'ended',
  },
  {
    table: 'hand_over',
    by: ['from_person', 'to_person'],
    tells: ['on_date', 'scope_id', 'moved'],
    newest: 'seq',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'review_delegation',
    by: ['from_person', 'to_person'],
    tells: ['scope_id', 'from_on', 'before_on'],
    newest: 'seq',
    kept: 'history',
    erased: 'ended',
  },
  // What he was told.
  {
    table: 'notice',
    by: ['person_id'],
    tells: ['at', 'message', 'facts', 'read_at', 'done_at'],
    newest: 'at',
    kept: 'notices',
    erased: 'deleted',
  },
  {
    table: 'notice_request',
    by: ['person_id', 'actor'],
    tells: ['at', 'message', 'facts'],
    newest: 'at',
    kept: 'quarter',
    erased: 'cut',
  },
  {
    table: 'notice_delivery',
    by: ['person_id'],
    tells: ['channel', 'state', 'sent_at', 'error'],
    newest: 'next_at',
    kept: 'quarter',
    erased: 'deleted',
  },
  {
    table: 'notice_preference',
    by: ['person_id'],
    tells: ['preference'],
    kept: 'until-changed',
    erased: 'deleted',
  },
  { table: 'list_view', by: ['actor'], tells: ['kind', 'name', 'search'], kept: 'until-changed', erased: 'deleted' },
  { table: 'list_view_first', by: ['actor'], tells: ['kind'], kept: 'until-changed', erased: 'deleted' },
  // What he did.
  {
    table: 'history_entry',
    by: ['actor'],
    tells: ['at', 'action', 'kind', 'scope_id', 'rows', 'reason', 'via'],
    newest: 'seq',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'review_event',
    by: ['actor', 'on_behalf_of'],
    tells: ['at', 'step', 'kind', 'record_id', 'words'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'period_closed',
    by: ['closed_by', 'reopened_by'],
    tells: ['kind', 'scope_id', 'month', 'closed_at', 'reason'],
    newest: 'closed_at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'evidence_file',
    by: ['stored_by'],
    tells: ['stored_at', 'media_type', 'bytes'],
    newest: 'stored_at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'evidence_link',
    by: ['actor'],
    tells: ['at', 'file_name', 'kind', 'record_id'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'evidence_ended',
    by: ['actor'],
    tells: ['at', 'reason'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'intake_import',
    by: ['actor'],
    tells: ['at', 'kind', 'file_name', 'scope_id', 'status'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'intake_heading',
    by: ['actor'],
    tells: ['at', 'kind', 'heading', 'column_key'],
    newest: 'at',
    kept: 'until-changed',
    erased: 'stays',
  },
  {
    table: 'guest_link',
    by: ['made_by', 'revoked_by'],
    tells: ['made_at', 'kind', 'scope_id', 'for_whom', 'note', 'used_at'],
    newest: 'made_at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'water_basin_edition',
    by: ['made_by'],
    tells: ['made_at', 'file_name', 'state'],
    newest: 'made_at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'edition',
    by: ['published_by'],
    tells: ['published_at', 'number', 'period', 'note'],
    newest: 'published_at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'audit_sample',
    by: ['actor'],
    tells: ['at', 'scope_id', 'period', 'how', 'note'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'audit_question',
    by: ['actor'],
    tells: ['at', 'kind', 'record_id', 'field'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'audit_message',
    by: ['actor'],
    tells: ['at', 'says', 'words'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  {
    table: 'policies_acknowledgement',
    by: ['person_id'],
    tells: ['at', 'document_id', 'language'],
    newest: 'at',
    kept: 'history',
    erased: 'stays',
  },
  { table: 'setting', by: ['actor'], tells: ['at', 'key', 'value'], newest: 'at', kept: 'history', erased: 'stays' },
  {
    table: 'job_run',
    by: ['actor'],
    tells: ['asked_at', 'job', 'state', 'ended_at'],
    newest: 'asked_at',
    kept: 'quarter',
    erased: 'stays',
  },
  {
    table: 'water_connection',
    by: ['made_by'],
    tells: ['made_at', 'name'],
    newest: 'made_at',
    kept: 'until-changed',
    erased: 'stays',
  },
  {
    table: 'webhook',
    by: ['made_by'],
    tells: ['made_at', 'name', 'url'],
    newest: 'made_at',
    kept: 'until-changed',
    erased: 'stays',
  },
];

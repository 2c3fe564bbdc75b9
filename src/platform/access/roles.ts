// Who may do what: one table, which is also the documentation.

/** What a route may need. */
export const actions = [
  'records.read',
  'records.read-masked',
  'records.record',
  'records.review',
  'records.approve',
  'group.read',
  'imports.use',
  'figures.read',
  'report.read',
  'report.publish',
  'history.read',
  'history.export',
  'evidence.read',
  'evidence.attach',
  'audit.sample',
  'audit.ask',
  'audit.answer',
  'periods.close',
  'review.set',
  'settings.change',
  'people.manage',
  'backup.take',
  'people.invite',
] as const;
export type Action = (typeof actions)[number];

/** What may only be done for the whole group; everything else holds at the scope of the grant and below it. */
export const groupActions: readonly Action[] = [
  'group.read',
  'report.publish',
  'review.set',
  'settings.change',
  'people.manage',
  'backup.take',
];

export const roles = [
  'group_administrator',
  'centre_analyst',
  'reviewer',
  'site_manager',
  'site_recorder',
  'green_product_engineer',
  'buyer',
  'supplier',
  'auditor',
  'board_reader',
] as const;
export type Role = (typeof roles)[number];

const reading = ['records.read', 'group.read', 'figures.read', 'report.read', 'history.read', 'evidence.read'] as const;

/** Roles × actions. A role holds where its grant says: the scope and everything below it. */
export const mayDo: Readonly<Record<Role, readonly Action[]>> = {
  group_administrator: actions,
  centre_analyst: [
    ...reading,
    'records.read-masked',
    'records.record',
    'imports.use',
    'evidence.attach',
    'history.export',
    'audit.answer',
    'report.publish',
    'periods.close',
    'settings.change',
  ],
  reviewer: [...reading, 'records.read-masked', 'records.review', 'records.approve', 'history.export', 'periods.close'],
  site_manager: [
    ...reading,
    'records.read-masked',
    'records.record',
    'records.review',
    'imports.use',
    'evidence.attach',
    'history.export',
    'audit.answer',
    'people.invite',
  ],
  site_recorder: [...reading, 'records.record', 'imports.use', 'evidence.attach', 'audit.answer'],
  green_product_engineer: reading,
  buyer: ['records.read', 'group.read', 'figures.read', 'report.read', 'evidence.read'],
  // What is the supplier's own, by row-level security; nothing of the group, and no figure.
  supplier: ['records.read'],
  // Asks, and writes nothing else: what it may do writes in no scope.
  auditor: [...reading, 'records.read-masked', 'history.export', 'audit.sample', 'audit.ask'],
  board_reader: ['group.read', 'figures.read', 'report.read'],
};

/** Actions that write records somewhere: their scopes are what row-level security lets a transaction write. */
export const writingActions: readonly Action[] = [
  'records.record',
  'records.review',
  'records.approve',
  'periods.close',
  'evidence.attach',
];
/**
 * Roles that may write what the group owns (streams, suppliers, targets, statements, policies, settings), each by what it may
 * do: a reviewer passes what an analyst recorded, so that an administrator need not be both who reviews and who approves.
 */
export const groupWriters: readonly Role[] = ['group_administrator', 'centre_analyst', 'reviewer'];
/** Actions of theirs that write it: a key without any of them only reads what the group owns. */
export const writesForGroup: readonly Action[] = [
  ...writingActions,
  'imports.use',
  'report.publish',
  'settings.change',
  'people.manage',
];

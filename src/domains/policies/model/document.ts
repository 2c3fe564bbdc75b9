// What kinds of documents there are, and whom one asks to acknowledge it.

/** Stored and exported: add, never rename. */
export const documentKinds = ['commitment', 'policy', 'procedure'] as const;

/** Whom an edition asks: everybody with an account, or who holds a role somewhere. Nobody where none is named. */
export const audiences = [
  'everyone',
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

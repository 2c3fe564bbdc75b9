// The papers of waste: what a load is documented by, how a receiver answers a manifest, and how a weight was found.

/** Sanitation loads have no ticket: then the row of the site's own ledger is the document. */
export const documentTypes = ['weigh_ticket', 'manifest', 'vendor_statement', 'template_row', 'estimate'] as const;
/** How the receiver answered a line of a manifest. */
export const manifestOutcomes = ['accept', 'partial', 'reject'] as const;

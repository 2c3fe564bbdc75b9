// How far a saving project is, by what its water is explained, and in which money it is counted.

/** Stored and exported, in this order: add, never rename. */
export const savingStages = ['idea', 'approved', 'running', 'verified', 'stopped'] as const;

/** What a month's water may hang on beside the measure. Output in amounts of products; degree days as they were recorded. */
export const savingDrivers = ['product_output', 'head_count', 'cooling_degree_days', 'heating_degree_days'] as const;

/** Whether a meter's water belongs to what the measure acts on, or is to be taken from it. */
export const savingSides = ['add', 'subtract'] as const;

/** ISO 4217; cost, price and running cost of a project are in the same money. */
export const currencies = ['CNY', 'USD', 'EUR', 'THB', 'VND', 'MYR', 'INR', 'MXN', 'HUF'] as const;

// What an item is bought or made for, and how closely it is watched.

/** How closely an item is watched; what each grade asks for the company decides by records (QC 080000 practice, no standard fixes it). */
export const controlGrades = ['high', 'medium', 'low'] as const;

/** In what an item is counted in a bill of materials. */
export const countUnits = ['piece', 'kg', 'm', 'm2', 'l'] as const;

/** Whether a declaration names everything; `selected` answers what was asked and leaves the rest open. */
export const disclosures = ['full', 'selected', 'not_said'] as const;

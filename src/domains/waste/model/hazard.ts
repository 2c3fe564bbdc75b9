// What makes waste hazardous and how it comes, by the letters of the national list and the forms of its ledgers.

/** Hazard letters of the national hazardous waste list: toxic, corrosive, ignitable, reactive, infectious. */
export const hazardTraits = ['T', 'C', 'I', 'R', 'In'] as const;
/** Physical forms that ledgers and manifests ask for. */
export const physicalForms = ['solid', 'semi_solid', 'liquid', 'gas'] as const;

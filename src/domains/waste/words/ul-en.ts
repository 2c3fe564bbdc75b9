// English words of where the rate stands, and of readiness for UL 2799.
export const ulEn = {
  'waste.rate.toDate': 'Year to date, {period}:',
  'waste.rate.targets': 'Targets and forecasts',
} as const;

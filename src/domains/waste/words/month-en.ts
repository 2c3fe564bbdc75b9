// English words of the month-end page.
export const monthEn = {
  'waste.month-rate.none': 'Nothing that counts is recorded of {month} yet.',
  'waste.month-rate.first': '{month} comes to {rate}. There is no rate of {last} to compare it with.',
  'waste.month-rate.same': '{month} comes to {rate}, as {last} did.',
  'waste.month-rate.rose': '{month} comes to {rate}, {change} above {last}. Most of it: {streams}.',
  'waste.month-rate.fell': '{month} comes to {rate}, {change} below {last}. Most of it: {streams}.',
  'waste.month-rate.stream': '{stream} {share}',
} as const;

// English words of what a reclassification would do.

export const effectEn = {
  'waste.stream-effect.title': 'If this is approved',
  'waste.stream-effect.raise':
    'Approved, this would raise the {kpi} of the group from {before} to {after} ({change}) for {period}.',
  'waste.stream-effect.lower':
    'Approved, this would lower the {kpi} of the group from {before} to {after} ({change}) for {period}.',
  'waste.stream-effect.same': 'Approved, this would leave the {kpi} of the group at {before} for {period}.',
  'waste.stream-effect.noData': 'The group has no rate for this period, so that no effect can be told.',
  'waste.stream-effect.nonThermal': 'UL 2799, without energy recovery',
  'waste.stream-effect.figure': 'Figure',
  'waste.stream-effect.before': 'Now',
  'waste.stream-effect.after': 'If approved',
  'waste.stream-effect.change': 'Change',
  'waste.stream-effect.more': '{count} more {count|factory has|factories have} less of this stream.',
} as const;

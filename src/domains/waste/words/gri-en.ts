// English words of the GRI 306 tables as a workbook.
export const griEn = {
  'waste.gri.download': 'Download tables',
  'waste.gri.unit': 'Unit of the file',
  'waste.gri.unit.t': 't',
  'waste.gri.unit.kg': 'kg',
  'waste.gri.unit.short_ton': 'short ton',
  'waste.gri.unit.lb': 'lb',
  'waste.gri.composition': 'Composition',
  'waste.gri.hazard': 'Waste',
  'waste.gri.operation': 'Operation',
  'waste.gri.hazardous': 'Hazardous',
  'waste.gri.nonHazardous': 'Non-hazardous',
  'waste.gri.onSite': 'On site',
  'waste.gri.offSite': 'Off site',
  'waste.gri.total': 'Total',
} as const;

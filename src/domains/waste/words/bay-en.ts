// English words of the waste bay: the page beside a bin, labels, and the storage ledger.

export const bayEn = {
  'waste.page.storage.title': 'Storage ledger',
  'waste.page.storage.asOf': '{period}, containers as of {day}',
  'waste.page.storage.stream': 'Waste stream',
  'waste.page.storage.opening': 'Opening (t)',
  'waste.page.storage.in': 'In (t)',
  'waste.page.storage.loads': 'Left in loads (t)',
  'waste.page.storage.onSite': 'Treated on site (t)',
  'waste.page.storage.stockTake': 'Stock-take (t)',
  'waste.page.storage.closing': 'Closing (t)',
  'waste.page.storage.generated': 'Generated (t)',
  'waste.page.storage.oldest': 'Oldest container',
  'waste.page.storage.empty': 'No container in store',
  'waste.page.storage.provisional': 'includes what is not approved yet',
  'waste.page.storage.toMovements': 'Movements of this stream',
  'waste.page.storage.toLoads': 'Loads of this stream',
  'waste.page.storage.add': 'Record a movement',
  'waste.page.storage.alarm.within': '{days} days of {limit}',
  'waste.page.storage.alarm.soon': '{days} days of {limit}: call the vendor',
  'waste.page.storage.alarm.over': '{days} days, {limit} allowed',
  'waste.page.storage.streams.within': 'Nothing stands too long',
  'waste.page.storage.streams.soon': '{count} streams reach their limit within {days} days',
  'waste.page.storage.streams.over': '{count} streams stand beyond their limit',
  'waste.page.storage.streams.missing': '{count} streams without an opening stock',
  'waste.page.storage.noData.opening_stock_missing': 'No opening stock: record one, and the ledger begins on its day.',
  'waste.page.storage.question.stock_below_zero': 'More left than was there: an entry into the store is missing.',
  'waste.page.storage.question.out_differs_from_loads':
    '{out} t taken out of the store, {loads} t in the loads: which is right?',
  'waste.page.storage.none.title': 'No storage ledger yet',
  'waste.page.storage.none.text':
    'A ledger begins with the opening stock of a stream: what lies in the store on the first day. Then each container is booked in and out, at the bay by phone.',
  'waste.page.storage.method':
    'Closing = opening + in − left in loads − treated on site + stock-take. Generated = in + stock-take. What leaves is counted by its load; “out of store” only says which container left. Days allowed: the stream’s own, else the owner’s limit. Policy, not law: the law’s one year binds licensed operators.',
  'waste.page.labels.title': 'Bin labels',
  'waste.page.labels.subtitle':
    'Print, cut and hang on the bin. A phone that reads the code opens the bin, with or without network.',
  'waste.page.labels.print': 'Print the labels',
  'waste.page.labels.addBin': 'Add a bin',
  'waste.page.labels.all': 'All labels',
  'waste.page.labels.single': 'One label alone',
  'waste.page.labels.qr': 'QR code of bin {code}',
  'waste.page.labels.hazardous': 'Hazardous waste',
  'waste.page.labels.none.title': 'No bins here yet',
  'waste.page.labels.none.text':
    'A bin says which stream goes into it and who usually takes it away. Its label lets a phone at the bay record a load in seconds.',
} as const;

// English words of the history: its page, a record's timeline, and what lies in an export.
export const historyEn = {
  'action.sample': 'drew a sample',
  'action.ask': 'asked',
  'action.answer': 'answered',
  'action.acknowledge': 'acknowledged',
  'action.settle': 'settled a question',
  'via.web': 'on the page',
  'via.api': 'on the page or by API',
  'via.cli': 'on the command line',
  'via.import': 'by import',
  'via.system': 'by the program',
  'actor.operator': 'The operator (command line)',
  'actor.intake': 'The program (import)',
  'actor.figures': 'The program (figures)',
  'actor.sealer': 'The program (sealing)',
  'actor.sign-in': 'The program (sign-in)',
  'history.page': 'History',
  'history.page.subtitle':
    'Who did what, when and why. Nothing here can be changed; every second, what was done is sealed into a chain.',
  'history.page.by': 'Which entries',
  'history.page.by.records': 'About records of the period',
  'history.page.by.made': 'Made in the period',
  'history.page.person': 'Person',
  'history.page.kind': 'Kind of record',
  'history.page.action': 'Action',
  'history.page.anybody': 'Anybody',
  'history.page.anyKind': 'Any kind',
  'history.page.anyAction': 'Any action',
  'history.page.entries': 'Entries',
  'history.page.rows': '{count} {count|record|records}',
  'history.page.row': '1 record',
  'history.page.open': 'Show what changed',
  'history.page.shut': 'Fold up',
  'history.page.more': 'Show older entries',
  'history.page.some': 'The first {shown} of {count} are shown.',
  'history.page.all': 'See all in the list',
  'history.page.noRecords': 'This entry speaks of no record that you may read.',
  'history.page.unsealed': 'not yet sealed',
  'history.page.head': 'Sealed up to block {height}: {hash}',
  'history.page.empty': 'No entry fits',
  'history.page.empty.records':
    'Nothing was done to records of this scope and period. Choose another above, or look at what was made in the period.',
  'history.page.empty.made':
    'Nothing was done here in this time. Choose another period above, or look at what was done to the records of the period.',
  'history.page.export': 'Export',
  'history.page.export.title': 'Take the history along',
  'history.page.export.text':
    'One ZIP with the entries, every revision in its canonical form, the papers, the chain of blocks, and a script that checks all of it without greenfab.',
  'history.page.export.do': 'Download ZIP',
  'history.page.export.progress': '{done} of {total} written',
  'history.page.export.starting': 'Being gathered …',
  'history.page.export.done': 'Complete.',
  'history.page.export.failed': 'The download broke off. Start it again.',
  'history.timeline.file': 'from {file}',
  'history.timeline.attached': 'Paper added by',
  'history.timeline.closed': 'Month closed by',
  'history.timeline.reopened': 'Month opened again by',
  'history.verify': 'Verify the history',
  'history.verify.holds':
    'The history holds: {blocks} {blocks|block|blocks}, {entries} {entries|entry|entries}, {revisions} {revisions|revision|revisions} agree; {unsealed} {unsealed|waits|wait} to be sealed.',
  'history.verify.broken': 'The history does not hold: {count} {count|discrepancy|discrepancies}.',
  'history.fault.block_chain': 'A block does not follow the one before it:',
  'history.fault.block_hash': 'A block has another hash than what it says gives:',
  'history.fault.merkle_root': 'Entries of a block were altered, added or taken away:',
  'history.fault.entry_digest': 'An entry speaks of other revisions than there are:',
  'history.fault.content_hash': 'A revision was altered after it was recorded:',
  'history.fault.unknown_entry': 'A revision stands there of which no entry speaks:',
  'history.fault.lifecycle': 'A record stands otherwise than its steps say:',
  'history.column.seq': 'Number',
  'history.column.at': 'At (UTC)',
  'history.column.who_en': 'Who (English)',
  'history.column.who_zh': 'Who (Chinese)',
  'history.column.via': 'Came in by',
  'history.column.action': 'Action',
  'history.column.kind': 'Kind of record',
  'history.column.scope': 'Scope',
  'history.column.rows': 'Records',
  'history.column.reason': 'Why',
  'history.column.record': 'Record',
  'history.column.revision': 'Revision',
  'history.column.hash': 'SHA-256 of the content',
  'history.column.block': 'Sealed up to block',
  'history.export.readme': `AN EXPORTED HISTORY

How to check it
  1. sha256sum -c SHA256SUMS            every file is as it was written
  2. node verify-history.mjs .          with Node.js 20 or later, without greenfab; or give it the ZIP as it is
     node verify-history.mjs . --head HASH   with the hash of a block that you hold from elsewhere
  The script prints in plain words what does not agree. Exit code 0: it holds, 1: it does not, 2: it cannot be read.

What lies here
  entries.csv       what was done, by whom, when and why, for a spreadsheet
  entries.jsonl     the same as it was chained; of entries that were not asked for, the hash alone
  blocks.jsonl      the chain of blocks from the first on: each names the hash of the one before
  revisions.jsonl   the revisions that each entry wrote, with their content in canonical JSON (RFC 8785)
  steps.jsonl       steps of review: who submitted, reviewed, approved or returned which revision, bound to its hash
  papers.jsonl      papers of the records; the files lie in the folder files
  ended.jsonl       papers that hold no more, with what took their place or why
  people.json       names of those who acted, as known when this was exported (not chained: names can be erased)
  manifest.json     scope, period, counts, and the head of the chain

How it hangs together
  The hash of a revision is the SHA-256 of its content. An entry holds the SHA-256 over the lines “id revision hash” of
  its revisions. Entries are the leaves of a Merkle tree whose root stands in a block, and each block holds the hash of
  the one before.

What it proves, and what not
  Nothing that is here was altered, added or taken away since its block was sealed, as far as the head of the chain is
  the true one. Whoever owns the database could have written all of it anew and sealed it again: only a head that was
  held elsewhere tells. Every published edition prints one; keep it, and give it with --head.
  It does not prove that what was recorded is true; for that there are the papers.`,
} as const;

// Every word that the web application can say in Chinese: its own and those of the domains.
import { zh as factoriesZh } from '#domains/factories/words/zh.ts';
import { zh as policiesZh } from '#domains/policies/words/zh.ts';
import { zh as reportsZh } from '#domains/reports/words/zh.ts';
import { bomsZh } from '#domains/substances/words/boms-zh.ts';
import { customerListsZh } from '#domains/substances/words/customer-lists-zh.ts';
import { fileProblemWords } from '#domains/substances/words/file-problem-words.ts';
import { fileProblemsZh } from '#domains/substances/words/file-problems-zh.ts';
import { gradesZh } from '#domains/substances/words/grades-zh.ts';
import { identitiesZh } from '#domains/substances/words/identities-zh.ts';
import { itemsZh } from '#domains/substances/words/items-zh.ts';
import { overridesZh } from '#domains/substances/words/overrides-zh.ts';
import { packsZh } from '#domains/substances/words/packs-zh.ts';
import { testReportsZh } from '#domains/substances/words/test-reports-zh.ts';
import { verdictsZh } from '#domains/substances/words/verdicts-zh.ts';
import { zh as substancesZh } from '#domains/substances/words/zh.ts';
import { zh as suppliersZh } from '#domains/suppliers/words/zh.ts';
import { zh as targetsZh } from '#domains/targets/words/zh.ts';
import { zh as wasteZh } from '#domains/waste/words/zh.ts';
import { connectionsZh } from '#domains/water/words/connections-zh.ts';
import { findingsZh } from '#domains/water/words/findings-zh.ts';
import { oneMeterZh } from '#domains/water/words/one-meter-zh.ts';
import { roundZh } from '#domains/water/words/round-zh.ts';
import { zh as waterZh } from '#domains/water/words/zh.ts';
import { keysZh } from '#platform/access/words/keys-zh.ts';
import { peopleZh } from '#platform/access/words/people-zh.ts';
import { privacyZh } from '#platform/access/words/privacy-zh.ts';
import { waysInZh } from '#platform/access/words/ways-in-zh.ts';
import { auditZh } from '#platform/audit/words/audit-zh.ts';
import { backupZh } from '#platform/backup/words/backup-zh.ts';
import { evidenceZh } from '#platform/evidence/words/evidence-zh.ts';
import { guestZh } from '#platform/guest/words/guest-zh.ts';
import { historyZh } from '#platform/history/words/history-zh.ts';
import { apiZh } from '#platform/http/words/api-zh.ts';
import { zh as platformZh } from '#platform/i18n/words/zh.ts';
import { joinOne, type Words } from '#platform/i18n/words.ts';
import { sheetZh } from '#platform/intake/words/sheet-zh.ts';
import { zh as intakeZh } from '#platform/intake/words/zh.ts';
import { noticesZh } from '#platform/notify/words/notices-zh.ts';
import { noticePagesZh } from '#platform/notify/words/pages-zh.ts';
import { reviewZh } from '#platform/records/words/review-zh.ts';
import { viewsZh } from '#platform/records/words/views-zh.ts';
import { searchZh } from '#platform/search/words/search-zh.ts';
import { phoneZh } from '#platform/ui/words/phone-zh.ts';
import { recordsZh } from '#platform/ui/words/records-zh.ts';
import { zh as uiZh } from '#platform/ui/words/zh.ts';
import { webhooksZh } from '#platform/webhooks/words/webhooks-zh.ts';

export const words: Words = joinOne([
  uiZh,
  recordsZh,
  phoneZh,
  platformZh,
  peopleZh,
  privacyZh,
  apiZh,
  keysZh,
  webhooksZh,
  evidenceZh,
  historyZh,
  backupZh,
  waysInZh,
  auditZh,
  intakeZh,
  sheetZh,
  guestZh,
  reviewZh,
  viewsZh,
  searchZh,
  noticesZh,
  noticePagesZh,
  factoriesZh,
  wasteZh,
  waterZh,
  connectionsZh,
  policiesZh,
  findingsZh,
  oneMeterZh,
  roundZh,
  packsZh,
  suppliersZh,
  identitiesZh,
  substancesZh,
  verdictsZh,
  fileProblemWords(fileProblemsZh),
  bomsZh,
  gradesZh,
  itemsZh,
  testReportsZh,
  customerListsZh,
  overridesZh,
  targetsZh,
  reportsZh,
]);

// Every word that the web application can say in English: its own and those of the domains.
import { en as factoriesEn } from '#domains/factories/words/en.ts';
import { en as policiesEn } from '#domains/policies/words/en.ts';
import { en as reportsEn } from '#domains/reports/words/en.ts';
import { bomsEn } from '#domains/substances/words/boms-en.ts';
import { customerListsEn } from '#domains/substances/words/customer-lists-en.ts';
import { en as substancesEn } from '#domains/substances/words/en.ts';
import { fileProblemWords } from '#domains/substances/words/file-problem-words.ts';
import { fileProblemsEn } from '#domains/substances/words/file-problems-en.ts';
import { gradesEn } from '#domains/substances/words/grades-en.ts';
import { identitiesEn } from '#domains/substances/words/identities-en.ts';
import { itemsEn } from '#domains/substances/words/items-en.ts';
import { overridesEn } from '#domains/substances/words/overrides-en.ts';
import { packsEn } from '#domains/substances/words/packs-en.ts';
import { testReportsEn } from '#domains/substances/words/test-reports-en.ts';
import { verdictsEn } from '#domains/substances/words/verdicts-en.ts';
import { en as suppliersEn } from '#domains/suppliers/words/en.ts';
import { en as targetsEn } from '#domains/targets/words/en.ts';
import { en as wasteEn } from '#domains/waste/words/en.ts';
import { connectionsEn } from '#domains/water/words/connections-en.ts';
import { en as waterEn } from '#domains/water/words/en.ts';
import { findingsEn } from '#domains/water/words/findings-en.ts';
import { oneMeterEn } from '#domains/water/words/one-meter-en.ts';
import { roundEn } from '#domains/water/words/round-en.ts';
import { keysEn } from '#platform/access/words/keys-en.ts';
import { peopleEn } from '#platform/access/words/people-en.ts';
import { privacyEn } from '#platform/access/words/privacy-en.ts';
import { waysInEn } from '#platform/access/words/ways-in-en.ts';
import { auditEn } from '#platform/audit/words/audit-en.ts';
import { backupEn } from '#platform/backup/words/backup-en.ts';
import { evidenceEn } from '#platform/evidence/words/evidence-en.ts';
import { guestEn } from '#platform/guest/words/guest-en.ts';
import { historyEn } from '#platform/history/words/history-en.ts';
import { apiEn } from '#platform/http/words/api-en.ts';
import { en as platformEn } from '#platform/i18n/words/en.ts';
import { joinOne, type Words } from '#platform/i18n/words.ts';
import { en as intakeEn } from '#platform/intake/words/en.ts';
import { sheetEn } from '#platform/intake/words/sheet-en.ts';
import { noticesEn } from '#platform/notify/words/notices-en.ts';
import { noticePagesEn } from '#platform/notify/words/pages-en.ts';
import { reviewEn } from '#platform/records/words/review-en.ts';
import { viewsEn } from '#platform/records/words/views-en.ts';
import { searchEn } from '#platform/search/words/search-en.ts';
import { en as uiEn } from '#platform/ui/words/en.ts';
import { phoneEn } from '#platform/ui/words/phone-en.ts';
import { recordsEn } from '#platform/ui/words/records-en.ts';
import { webhooksEn } from '#platform/webhooks/words/webhooks-en.ts';

export const words: Words = joinOne([
  uiEn,
  recordsEn,
  phoneEn,
  platformEn,
  peopleEn,
  privacyEn,
  apiEn,
  keysEn,
  webhooksEn,
  evidenceEn,
  historyEn,
  backupEn,
  waysInEn,
  auditEn,
  intakeEn,
  sheetEn,
  guestEn,
  reviewEn,
  viewsEn,
  searchEn,
  noticesEn,
  noticePagesEn,
  factoriesEn,
  wasteEn,
  waterEn,
  connectionsEn,
  policiesEn,
  findingsEn,
  oneMeterEn,
  roundEn,
  packsEn,
  suppliersEn,
  identitiesEn,
  substancesEn,
  verdictsEn,
  fileProblemWords(fileProblemsEn),
  bomsEn,
  gradesEn,
  itemsEn,
  testReportsEn,
  customerListsEn,
  overridesEn,
  targetsEn,
  reportsEn,
]);

// Every word that the web application can say: its own and those of the domains, in both languages.
import { en as factoriesEn } from '#domains/factories/words/en.ts';
import { zh as factoriesZh } from '#domains/factories/words/zh.ts';
import { en as reportsEn } from '#domains/reports/words/en.ts';
import { zh as reportsZh } from '#domains/reports/words/zh.ts';
import { en as suppliersEn } from '#domains/suppliers/words/en.ts';
import { zh as suppliersZh } from '#domains/suppliers/words/zh.ts';
import { en as targetsEn } from '#domains/targets/words/en.ts';
import { zh as targetsZh } from '#domains/targets/words/zh.ts';
import { en as wasteEn } from '#domains/waste/words/en.ts';
import { zh as wasteZh } from '#domains/waste/words/zh.ts';
import { keysEn } from '#platform/access/words/keys-en.ts';
import { keysZh } from '#platform/access/words/keys-zh.ts';
import { peopleEn } from '#platform/access/words/people-en.ts';
import { peopleZh } from '#platform/access/words/people-zh.ts';
import { privacyEn } from '#platform/access/words/privacy-en.ts';
import { privacyZh } from '#platform/access/words/privacy-zh.ts';
import { waysInEn } from '#platform/access/words/ways-in-en.ts';
import { waysInZh } from '#platform/access/words/ways-in-zh.ts';
import { auditEn } from '#platform/audit/words/audit-en.ts';
import { auditZh } from '#platform/audit/words/audit-zh.ts';
import { backupEn } from '#platform/backup/words/backup-en.ts';
import { backupZh } from '#platform/backup/words/backup-zh.ts';
import { evidenceEn } from '#platform/evidence/words/evidence-en.ts';
import { evidenceZh } from '#platform/evidence/words/evidence-zh.ts';
import { guestEn } from '#platform/guest/words/guest-en.ts';
import { guestZh } from '#platform/guest/words/guest-zh.ts';
import { historyEn } from '#platform/history/words/history-en.ts';
import { historyZh } from '#platform/history/words/history-zh.ts';
import { apiEn } from '#platform/http/words/api-en.ts';
import { apiZh } from '#platform/http/words/api-zh.ts';
import { en as platformEn } from '#platform/i18n/words/en.ts';
import { zh as platformZh } from '#platform/i18n/words/zh.ts';
import { type Dictionary, joinWords } from '#platform/i18n/words.ts';
import { en as intakeEn } from '#platform/intake/words/en.ts';
import { sheetEn } from '#platform/intake/words/sheet-en.ts';
import { sheetZh } from '#platform/intake/words/sheet-zh.ts';
import { zh as intakeZh } from '#platform/intake/words/zh.ts';
import { noticesEn } from '#platform/notify/words/notices-en.ts';
import { noticesZh } from '#platform/notify/words/notices-zh.ts';
import { noticePagesEn } from '#platform/notify/words/pages-en.ts';
import { noticePagesZh } from '#platform/notify/words/pages-zh.ts';
import { reviewEn } from '#platform/records/words/review-en.ts';
import { reviewZh } from '#platform/records/words/review-zh.ts';
import { en as uiEn } from '#platform/ui/words/en.ts';
import { recordsEn } from '#platform/ui/words/records-en.ts';
import { recordsZh } from '#platform/ui/words/records-zh.ts';
import { zh as uiZh } from '#platform/ui/words/zh.ts';
import { webhooksEn } from '#platform/webhooks/words/webhooks-en.ts';
import { webhooksZh } from '#platform/webhooks/words/webhooks-zh.ts';

export const dictionary: Dictionary = joinWords([
  { en: uiEn, zh: uiZh },
  { en: recordsEn, zh: recordsZh },
  { en: platformEn, zh: platformZh },
  { en: peopleEn, zh: peopleZh },
  { en: privacyEn, zh: privacyZh },
  { en: apiEn, zh: apiZh },
  { en: keysEn, zh: keysZh },
  { en: webhooksEn, zh: webhooksZh },
  { en: evidenceEn, zh: evidenceZh },
  { en: historyEn, zh: historyZh },
  { en: backupEn, zh: backupZh },
  { en: waysInEn, zh: waysInZh },
  { en: auditEn, zh: auditZh },
  { en: intakeEn, zh: intakeZh },
  { en: sheetEn, zh: sheetZh },
  { en: guestEn, zh: guestZh },
  { en: reviewEn, zh: reviewZh },
  { en: noticesEn, zh: noticesZh },
  { en: noticePagesEn, zh: noticePagesZh },
  { en: factoriesEn, zh: factoriesZh },
  { en: wasteEn, zh: wasteZh },
  { en: suppliersEn, zh: suppliersZh },
  { en: targetsEn, zh: targetsZh },
  { en: reportsEn, zh: reportsZh },
]);

// The only place that knows everybody: all kinds, KPIs, words, and what the platform needs of the domains.
import { factoriesKinds } from '#domains/factories/records.ts';
import { listSitesInBoundary } from '#domains/factories/store/public/boundary.ts';
import { listSiteFacts } from '#domains/factories/store/public/site-life.ts';
import { en as factoriesEn } from '#domains/factories/words/en.ts';
import { zh as factoriesZh } from '#domains/factories/words/zh.ts';
import { policyTasks } from '#domains/policies/api/tasks.ts';
import { policiesKinds } from '#domains/policies/records.ts';
import { en as policiesEn } from '#domains/policies/words/en.ts';
import { zh as policiesZh } from '#domains/policies/words/zh.ts';
import { reportsKinds } from '#domains/reports/records.ts';
import { en as reportsEn } from '#domains/reports/words/en.ts';
import { zh as reportsZh } from '#domains/reports/words/zh.ts';
import { certificateGuard } from '#domains/substances/api/certificate-guard.ts';
import type { RulesInUse } from '#domains/substances/api/held-rules.ts';
import { overrideGuard } from '#domains/substances/api/override-guard.ts';
import { substancesKinds } from '#domains/substances/records.ts';
import { customerListsEn } from '#domains/substances/words/customer-lists-en.ts';
import { customerListsZh } from '#domains/substances/words/customer-lists-zh.ts';
import { en as substancesEn } from '#domains/substances/words/en.ts';
import { fileProblemWords } from '#domains/substances/words/file-problem-words.ts';
import { fileProblemsEn } from '#domains/substances/words/file-problems-en.ts';
import { fileProblemsZh } from '#domains/substances/words/file-problems-zh.ts';
import { gradesEn } from '#domains/substances/words/grades-en.ts';
import { gradesZh } from '#domains/substances/words/grades-zh.ts';
import { identitiesEn } from '#domains/substances/words/identities-en.ts';
import { identitiesZh } from '#domains/substances/words/identities-zh.ts';
import { itemsEn } from '#domains/substances/words/items-en.ts';
import { itemsZh } from '#domains/substances/words/items-zh.ts';
import { overridesEn } from '#domains/substances/words/overrides-en.ts';
import { overridesZh } from '#domains/substances/words/overrides-zh.ts';
import { testReportsEn } from '#domains/substances/words/test-reports-en.ts';
import { testReportsZh } from '#domains/substances/words/test-reports-zh.ts';
import { verdictsEn } from '#domains/substances/words/verdicts-en.ts';
import { verdictsZh } from '#domains/substances/words/verdicts-zh.ts';
import { zh as substancesZh } from '#domains/substances/words/zh.ts';
import { suppliersKinds } from '#domains/suppliers/records.ts';
import { en as suppliersEn } from '#domains/suppliers/words/en.ts';
import { zh as suppliersZh } from '#domains/suppliers/words/zh.ts';
import { targetsKinds } from '#domains/targets/records.ts';
import { en as targetsEn } from '#domains/targets/words/en.ts';
import { zh as targetsZh } from '#domains/targets/words/zh.ts';
import { nothingMissing } from '#domains/waste/api/month-guard.ts';
import { monthTasks } from '#domains/waste/api/month-task.ts';
import { weightsDecided, weightTasks } from '#domains/waste/api/weights.ts';
import { wasteKpis } from '#domains/waste/kpis.ts';
import { wasteKinds } from '#domains/waste/records.ts';
import { en as wasteEn } from '#domains/waste/words/en.ts';
import { zh as wasteZh } from '#domains/waste/words/zh.ts';
import { findingTasks } from '#domains/water/api/findings.ts';
import { billsHaveCome, nothingSilent } from '#domains/water/api/month-guard.ts';
import { waterMonths } from '#domains/water/api/months.ts';
import { handReadingGuard } from '#domains/water/api/round.ts';
import { waterStandings } from '#domains/water/api/standings.ts';
import { supplierStandings } from '#domains/water/api/suppliers.ts';
import { waterStandingKpis } from '#domains/water/kpis/standing-kpis.ts';
import { supplierWaterKpis } from '#domains/water/kpis/supplier-kpis.ts';
import { waterKpis } from '#domains/water/kpis.ts';
import { waterKinds } from '#domains/water/records.ts';
import { chosenUtilisation } from '#domains/water/store/utilisation.ts';
import { connectionsEn } from '#domains/water/words/connections-en.ts';
import { connectionsZh } from '#domains/water/words/connections-zh.ts';
import { en as waterEn } from '#domains/water/words/en.ts';
import { findingsEn } from '#domains/water/words/findings-en.ts';
import { findingsZh } from '#domains/water/words/findings-zh.ts';
import { oneMeterEn } from '#domains/water/words/one-meter-en.ts';
import { oneMeterZh } from '#domains/water/words/one-meter-zh.ts';
import { roundEn } from '#domains/water/words/round-en.ts';
import { roundZh } from '#domains/water/words/round-zh.ts';
import { zh as waterZh } from '#domains/water/words/zh.ts';
import { todayIn } from '#period/calendar-date.ts';
import { readWorkCalendars } from '#period/work-calendar.ts';
import { readOrganisation } from '#platform/access/read-organisation.ts';
import { signInWords } from '#platform/access/sign-in-words.ts';
import { keysEn } from '#platform/access/words/keys-en.ts';
import { keysZh } from '#platform/access/words/keys-zh.ts';
import { peopleEn } from '#platform/access/words/people-en.ts';
import { peopleZh } from '#platform/access/words/people-zh.ts';
import { privacyEn } from '#platform/access/words/privacy-en.ts';
import { privacyZh } from '#platform/access/words/privacy-zh.ts';
import { waysInEn } from '#platform/access/words/ways-in-en.ts';
import { waysInZh } from '#platform/access/words/ways-in-zh.ts';
import { auditTasks } from '#platform/audit/questions.ts';
import { auditEn } from '#platform/audit/words/audit-en.ts';
import { auditZh } from '#platform/audit/words/audit-zh.ts';
import { backupEn } from '#platform/backup/words/backup-en.ts';
import { backupZh } from '#platform/backup/words/backup-zh.ts';
import type { Database, Tx } from '#platform/db/database.ts';
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
import type { IntakeWorld } from '#platform/intake/imports.ts';
import { en as intakeEn } from '#platform/intake/words/en.ts';
import { sheetEn } from '#platform/intake/words/sheet-en.ts';
import { sheetZh } from '#platform/intake/words/sheet-zh.ts';
import { zh as intakeZh } from '#platform/intake/words/zh.ts';
import type { Kpis } from '#platform/kpi/declare.ts';
import { type Figures, makeFigures } from '#platform/kpi/figures.ts';
import type { Organisation } from '#platform/kpi/organisation.ts';
import { type AnyWorkedOut, summable } from '#platform/kpi/worked-out.ts';
import { noticesEn } from '#platform/notify/words/notices-en.ts';
import { noticesZh } from '#platform/notify/words/notices-zh.ts';
import { noticePagesEn } from '#platform/notify/words/pages-en.ts';
import { noticePagesZh } from '#platform/notify/words/pages-zh.ts';
import type { Packs } from '#platform/packs/load.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import type { SiteDays } from '#platform/records/declare/review-due.ts';
import type { InboxSource } from '#platform/records/server/inbox.ts';
import { readSettingsKept } from '#platform/records/server/kept-settings.ts';
import { listBehind } from '#platform/records/server/list-question.ts';
import type { ClosingGuards } from '#platform/records/server/periods.ts';
import type { RecordGuards } from '#platform/records/server/record.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { reviewEn } from '#platform/records/words/review-en.ts';
import { reviewZh } from '#platform/records/words/review-zh.ts';
import { viewsEn } from '#platform/records/words/views-en.ts';
import { viewsZh } from '#platform/records/words/views-zh.ts';
import { searchEn } from '#platform/search/words/search-en.ts';
import { searchZh } from '#platform/search/words/search-zh.ts';
import { webhooksEn } from '#platform/webhooks/words/webhooks-en.ts';
import { webhooksZh } from '#platform/webhooks/words/webhooks-zh.ts';

const declared: readonly RecordKind[] = [
  ...factoriesKinds,
  ...suppliersKinds,
  ...substancesKinds,
  ...wasteKinds,
  ...waterKinds,
  ...targetsKinds,
  ...policiesKinds,
  ...reportsKinds,
];

/** Every declared record kind by id. */
export const kinds: Kinds = new Map(declared.map((kind) => [kind.kind, kind]));
/** What figures sum besides records. */
export const workedOut: readonly AnyWorkedOut[] = [waterMonths, waterStandings, supplierStandings];
/** Everything that figures sum: recorded kinds, and what is worked out of them. */
export const summedKinds: Kinds = summable(kinds, workedOut);
/** Every declared KPI by id. */
export const kpis: Kpis = new Map(
  [...wasteKpis, ...waterKpis, ...waterStandingKpis, ...supplierWaterKpis].map((kpi) => [kpi.id, kpi]),
);
/** All words in both languages. */
export const words: Dictionary = joinWords([
  { en: platformEn, zh: platformZh },
  { en: apiEn, zh: apiZh },
  { en: keysEn, zh: keysZh },
  { en: webhooksEn, zh: webhooksZh },
  signInWords,
  { en: backupEn, zh: backupZh },
  { en: peopleEn, zh: peopleZh },
  { en: privacyEn, zh: privacyZh },
  { en: evidenceEn, zh: evidenceZh },
  { en: historyEn, zh: historyZh },
  { en: waysInEn, zh: waysInZh },
  { en: auditEn, zh: auditZh },
  { en: intakeEn, zh: intakeZh },
  { en: sheetEn, zh: sheetZh },
  { en: guestEn, zh: guestZh },
  { en: reviewEn, zh: reviewZh },
  { en: viewsEn, zh: viewsZh },
  { en: searchEn, zh: searchZh },
  { en: noticesEn, zh: noticesZh },
  { en: noticePagesEn, zh: noticePagesZh },
  { en: factoriesEn, zh: factoriesZh },
  { en: suppliersEn, zh: suppliersZh },
  { en: identitiesEn, zh: identitiesZh },
  { en: substancesEn, zh: substancesZh },
  { en: verdictsEn, zh: verdictsZh },
  { en: fileProblemWords(fileProblemsEn), zh: fileProblemWords(fileProblemsZh) },
  { en: itemsEn, zh: itemsZh },
  { en: gradesEn, zh: gradesZh },
  { en: testReportsEn, zh: testReportsZh },
  { en: customerListsEn, zh: customerListsZh },
  { en: overridesEn, zh: overridesZh },
  { en: wasteEn, zh: wasteZh },
  { en: waterEn, zh: waterZh },
  { en: connectionsEn, zh: connectionsZh },
  { en: findingsEn, zh: findingsZh },
  { en: oneMeterEn, zh: oneMeterZh },
  { en: roundEn, zh: roundZh },
  { en: targetsEn, zh: targetsZh },
  { en: policiesEn, zh: policiesZh },
  { en: reportsEn, zh: reportsZh },
]);

/** What keeps a month open, by the kind whose month it is. */
export const closingGuards = (packs: Pick<Packs, 'inUse'>): ClosingGuards => ({
  'waste.load': [weightsDecided, nothingMissing({ packs, todayIn: todayNow })],
  'water.bill': [billsHaveCome],
  'water.month-entry': [nothingSilent],
});
/** What a kind asks of what is recorded, beside its own checks. */
export const recordGuards = (rules: RulesInUse): RecordGuards => ({
  'water.hand-reading': handReadingGuard,
  'substances.override': overrideGuard(rules, todayNow),
  'substances.certificate': certificateGuard(rules, todayNow),
});
/** What waits for somebody besides steps of review. */
export const inboxSources = (packs: Pick<Packs, 'inUse'>): readonly InboxSource[] => [
  monthTasks({ packs, todayIn: todayNow }),
  weightTasks,
  findingTasks,
  auditTasks,
  policyTasks({ todayIn: todayNow }),
];

/** The organisation with its reporting boundary. */
export async function organisationOf(tx: Tx): Promise<Organisation> {
  return { ...(await readOrganisation(tx)), boundary: await listSitesInBoundary(tx) };
}

/** Zone and worked days of every site, for due dates: its country is the site's own record. */
export const siteDays =
  (packs: Pick<Packs, 'inUse'>) =>
  async (tx: Tx): Promise<ReadonlyMap<string, SiteDays>> => {
    const calendars = readWorkCalendars(packs.inUse['working-days']);
    const sites = await listSiteFacts(tx);
    return new Map(sites.map(({ id, timeZone, country }) => [id, { timeZone, calendar: calendars.get(country) }]));
  };

/** The calendar date in a zone, now. */
export const todayNow = (timeZone: string): string => todayIn(timeZone, Date.now());

/** The figures actor of this program over a database. */
export const wireFigures = (db: Database, packs: Packs): Figures =>
  makeFigures(db, {
    kinds,
    workedOut,
    kpis,
    organisation: organisationOf,
    packs: () => packs.inUse,
    parameters: async (tx) => ({
      ...((await readSettingsKept(tx, 'kpi.')) as Record<string, Record<string, unknown>>),
      ...(await chosenUtilisation(tx, todayNow('Asia/Shanghai'))),
    }),
  });

/** Imports of this program over a database. */
export const wireIntake = (db: Database): IntakeWorld => ({
  db,
  kinds,
  words,
  limits: async (tx) => (await readSettingsKept(tx, 'limit.')) as Record<string, string>,
  todayIn: todayNow,
  // Records behind a figure are found by the server, which has the figures.
  listBehind: (tx, kind, address, mask) => listBehind({ behindFigure: async () => undefined }, tx, mask, kind, address),
});

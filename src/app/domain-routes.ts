// The endpoints that domains have besides what a record kind gives.
import { policyRoutes } from '#domains/policies/api/routes.ts';
import { restatementRoutes } from '#domains/reports/api/restatement-list.ts';
import { reportRoutes } from '#domains/reports/api/routes.ts';
import type { ReportWorld } from '#domains/reports/api/world.ts';
import { bomRoutes } from '#domains/substances/api/bom-routes.ts';
import { customerListRoutes } from '#domains/substances/api/customer-list-routes.ts';
import { customerRoutes } from '#domains/substances/api/customer-routes.ts';
import { declarationRoutes } from '#domains/substances/api/declaration-routes.ts';
import { gradeRoutes } from '#domains/substances/api/grade-routes.ts';
import { impactRoutes } from '#domains/substances/api/impact-routes.ts';
import { itemRoutes } from '#domains/substances/api/item-routes.ts';
import { packRoutes } from '#domains/substances/api/packs.ts';
import { substanceRoutes } from '#domains/substances/api/substances.ts';
import { targetRoutes } from '#domains/targets/api/progress.ts';
import { wasteAudit } from '#domains/waste/api/audit-contribution.ts';
import { completenessRoutes } from '#domains/waste/api/completeness.ts';
import { wasteDashboardRoutes } from '#domains/waste/api/dashboard.ts';
import { flowRoutes } from '#domains/waste/api/flows.ts';
import { griRoutes } from '#domains/waste/api/gri306.ts';
import { improvementRoutes } from '#domains/waste/api/improvements.ts';
import { ledgerRoutes } from '#domains/waste/api/ledgers.ts';
import { wasteMonthRoutes } from '#domains/waste/api/month.ts';
import { monthRateRoutes } from '#domains/waste/api/month-rate.ts';
import { rankingRoutes } from '#domains/waste/api/ranking.ts';
import { storageRoutes } from '#domains/waste/api/storage.ts';
import { streamEffectRoutes } from '#domains/waste/api/stream-effect.ts';
import { ul2799Routes } from '#domains/waste/api/ul2799.ts';
import { vendorRoutes } from '#domains/waste/api/vendors.ts';
import { weightRoutes } from '#domains/waste/api/weights.ts';
import { balanceRoutes } from '#domains/water/api/balance.ts';
import { basinRoutes } from '#domains/water/api/basins.ts';
import { connectionRoutes } from '#domains/water/api/connections.ts';
import { findingRoutes } from '#domains/water/api/findings.ts';
import { measureRoutes } from '#domains/water/api/measures.ts';
import { meterRoutes } from '#domains/water/api/meters.ts';
import { oneMeterRoutes } from '#domains/water/api/one-meter.ts';
import { readingSheetRoutes } from '#domains/water/api/reading-sheets.ts';
import { readingRoutes } from '#domains/water/api/readings.ts';
import { riskRoutes } from '#domains/water/api/risk.ts';
import { roundRoutes } from '#domains/water/api/round.ts';
import { savingRoutes } from '#domains/water/api/savings.ts';
import { supplierWaterRoutes } from '#domains/water/api/suppliers.ts';
import { wastewaterRoutes } from '#domains/water/api/wastewater.ts';
import type { AuditWorld } from '#platform/audit/file.ts';
import type { Route } from '#platform/http/route.ts';
import type { Installation } from './installation.ts';
import { kinds, kpis, summedKinds, todayNow, words } from './wiring.ts';

/** What reports need of an installation. */
export const reportWorld = ({ db, figures, packs, settings }: Installation): ReportWorld => ({
  db,
  figures,
  kinds,
  summed: summedKinds,
  kpis,
  words,
  packs,
  url: settings.url,
  todayIn: todayNow,
});

/** What an audit needs of an installation, with what the domains add to it. */
export const auditWorld = (installation: Installation): AuditWorld => {
  const world = reportWorld(installation);
  const { evidence, settings } = installation;
  return { ...world, evidence, home: settings.home, contributions: [wasteAudit(world)] };
};

/** Routes of reports, targets, waste, water and substances over one installation. */
export function domainRoutes(installation: Installation, maxUploadBytes: number): Route[] {
  const world = reportWorld(installation);
  const { limits } = installation.intake;
  const risk = { ...world, limits, evidence: installation.evidence, maxUploadBytes };
  const { iec62474Schema } = installation.settings;
  const substances = { ...risk, verdicts: installation.verdicts, iec62474Schema };
  return [
    ...reportRoutes(world),
    ...restatementRoutes(world),
    ...policyRoutes(world),
    ...savingRoutes(world),
    ...supplierWaterRoutes(world),
    ...substanceRoutes(world),
    ...targetRoutes(world),
    ...wasteDashboardRoutes(world),
    ...ul2799Routes(world),
    ...streamEffectRoutes(world),
    ...weightRoutes(installation.intake),
    ...vendorRoutes({ ...world, todayIn: todayNow }),
    ...wasteMonthRoutes({ ...world, limits }),
    ...completenessRoutes(world),
    ...storageRoutes({ ...world, limits }),
    ...flowRoutes(world),
    ...rankingRoutes(world),
    ...improvementRoutes(world),
    ...ledgerRoutes(world),
    ...griRoutes(world),
    ...monthRateRoutes({ ...world, limits }),
    ...readingRoutes(world),
    ...basinRoutes(risk),
    ...riskRoutes(risk),
    ...balanceRoutes(world),
    ...readingSheetRoutes({ ...world, evidence: installation.evidence, maxUploadBytes }),
    ...meterRoutes(world),
    ...roundRoutes(world),
    ...oneMeterRoutes(world),
    ...measureRoutes({ ...world, todayIn: todayNow }),
    ...wastewaterRoutes(world),
    ...connectionRoutes({ db: installation.db, secret: () => installation.settings.secret }),
    ...findingRoutes(world),
    ...packRoutes({ ...world, home: installation.settings.home }),
    ...itemRoutes(substances),
    ...gradeRoutes(substances),
    ...bomRoutes(substances),
    ...declarationRoutes(substances),
    ...impactRoutes(substances),
    ...customerListRoutes(substances),
    ...customerRoutes(substances),
  ];
}

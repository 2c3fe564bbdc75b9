// The duty of a yearly third-party test, by factory: who has to, who has, what is missing. Page, reminders, figures and report ask here.
import type { SiteFacts } from '#domains/factories/store/public/site-life.ts';
import type { YearlyTestAnswer } from '../model/wastewater-answer.ts';
import { yearlyTest } from '../rules/yearly-water-test.ts';
import { dueAt, exemptionIn, type PacksInUse, type Recorded, testReportOf, yearSpan } from './read-wastewater.ts';

/** Factories that were there for some of the year. */
export function sitesInYear(sites: readonly SiteFacts[], year: number): SiteFacts[] {
  const { from, before } = yearSpan(year);
  return sites.filter(({ startedOn, closedOn }) => startedOn < before && (closedOn === null || closedOn > from));
}

/** How one factory stands. */
export function yearlyTestOf(siteId: string, recorded: Recorded, year: number, packs: PacksInUse): YearlyTestAnswer {
  const outlets = recorded.outlets.filter((one) => one.siteId === siteId);
  const exemption = exemptionIn(recorded.exemptions, siteId, year);
  const { missing, ...stands } = yearlyTest(
    year,
    outlets.flatMap((one) => dueAt(one, recorded, year, packs) ?? []),
    recorded.samples.filter((one) => one.siteId === siteId).flatMap((one) => testReportOf(one) ?? []),
    { exempt: exemption !== undefined },
  );
  return {
    ...stands,
    missing: missing.flatMap(({ outlet, parameters }) => {
      const found = outlets.find(({ id }) => id === outlet);
      return found ? [{ outlet: { id: found.id, code: found.code, name: found.name }, parameters }] : [];
    }),
    exemption: exemption ? { id: exemption.id, reason: exemption.reason } : null,
  };
}

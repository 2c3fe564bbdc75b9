// Waste vendors with their papers: licences against what was really received, proofs of treatment, and what is unproved.
import { z } from 'zod';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { findScope } from '#platform/access/find-scope.ts';
import type { Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { Packs } from '#platform/packs/load.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { exactText, sum, tonnes } from '#units/quantity.ts';
import { readTreatmentTable, type Treatment, type TreatmentTable } from '../model/treatment.ts';
import type { ReceivedClass, Standing, VendorAnswer, VendorsAnswer } from '../model/vendor-answer.ts';
import { hazardousClass } from '../rules/licence.ts';
import { needsProof, type PaperStanding, paperStanding, unprovedShare } from '../rules/vendor-papers.ts';
import {
  listReceived,
  listTreatmentProofs,
  listWasteVendors,
  type ReceivedRow,
  type TreatmentProof,
  type WasteVendor,
} from '../store/vendors.ts';

/** What vendors' papers need of the installation. */
export interface VendorsWorld {
  db: Database;
  packs: Pick<Packs, 'inUse'>;
  todayIn(timeZone: string): string;
}

function standingOf(paper: PaperStanding): Standing {
  switch (paper.state) {
    case 'valid':
      return { state: 'valid' };
    case 'expires':
      return { state: 'expires', days: paper.inDays, within: paper.within };
    case 'expired':
      return { state: 'expired', days: paper.sinceDays };
    case 'not_yet':
      return { state: 'not_yet', days: paper.inDays };
  }
}

const massesOf = (rows: readonly ReceivedRow[]) =>
  rows.map(({ treatment, massTonnes, provedMassTonnes }) => ({
    treatment,
    massTonnes: tonnes(massTonnes),
    provedMassTonnes: tonnes(provedMassTonnes),
  }));
const totalOf = (rows: readonly ReceivedRow[]) => exactText(sum(rows.map(({ massTonnes }) => tonnes(massTonnes))));
const loadsOf = (rows: readonly ReceivedRow[]) => rows.reduce((count, { loads }) => count + loads, 0);
const unprovedOf = (rows: readonly ReceivedRow[], table: TreatmentTable): string | null => {
  const share = unprovedShare(massesOf(rows), table);
  return 'noData' in share ? null : exactText(share.value);
};

/** The classes of hazardous waste that were received, each once. */
function classesOf(rows: readonly ReceivedRow[]): ReceivedClass[] {
  const hazardous = rows.filter((row) => row.hazardous && row.nationalCode !== null);
  return [...Map.groupBy(hazardous, (row) => hazardousClass(row.nationalCode ?? ''))]
    .map(([code, of]) => ({
      code,
      loads: loadsOf(of),
      massTonnes: totalOf(of),
      unlicensedLoads: of.reduce((count, { unlicensedLoads }) => count + unlicensedLoads, 0),
    }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

function answerOf(
  vendor: WasteVendor,
  rows: readonly ReceivedRow[],
  proofs: readonly TreatmentProof[],
  asOf: CalendarDate,
  table: TreatmentTable,
): VendorAnswer {
  return {
    ...vendor,
    licences: vendor.licences.map((licence) => ({ ...licence, standing: standingOf(paperStanding(licence, asOf)) })),
    classes: classesOf(rows),
    received: [...Map.groupBy(rows, ({ treatment }) => treatment)].map(([treatment, of]) => ({
      treatment: treatment as Treatment,
      loads: loadsOf(of),
      massTonnes: totalOf(of),
      provedMassTonnes: needsProof(treatment, table)
        ? exactText(sum(of.map(({ provedMassTonnes }) => tonnes(provedMassTonnes))))
        : null,
    })),
    proofs: proofs.map(({ vendorId: _, ...proof }) => ({ ...proof, standing: standingOf(paperStanding(proof, asOf)) })),
    massTonnes: totalOf(rows),
    loads: loadsOf(rows),
    unprovedShare: unprovedOf(rows, table),
  };
}

/** The route of vendors' papers. */
export function vendorRoutes(world: VendorsWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/waste/vendors',
      summary: 'Waste vendors with licences, proofs of treatment, and what they received in a period',
      query: z.object({ scope: z.string().default('group'), period: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked): Promise<VendorsAnswer> =>
        world.db.as(session.actor, async (tx) => {
          const { from, before } = askedPeriod(asked.period);
          const scope = await findScope(tx, asked.scope);
          const table = readTreatmentTable(world.packs.inUse['waste-treatments']);
          const [last, today] = [addDays(before, -1), world.todayIn('Asia/Shanghai') as CalendarDate];
          const asOf = last < today ? last : today;
          const vendors = await listWasteVendors(tx);
          const proofs = Map.groupBy(await listTreatmentProofs(tx), ({ vendorId }) => vendorId);
          const received = await listReceived(tx, {
            ...{ from, before },
            ...(scope.type === 'group' ? {} : { siteIds: scope.siteIds }),
          });
          const byVendor = Map.groupBy(received, ({ vendorId }) => vendorId);
          return {
            asOf,
            vendors: vendors
              .map((one) => answerOf(one, byVendor.get(one.id) ?? [], proofs.get(one.id) ?? [], asOf, table))
              .sort((one, other) => tonnes(other.massTonnes).comparedTo(tonnes(one.massTonnes))),
            massTonnes: totalOf(received),
            unprovedShare: unprovedOf(received, table),
          };
        }),
    }),
  ];
}

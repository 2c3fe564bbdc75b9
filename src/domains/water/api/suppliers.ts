// How do the suppliers of materials and chemicals manage their water: each as it stands on a day, and the days on which that changes.
import { z } from 'zod';
import { listByRole } from '#domains/suppliers/store/public/suppliers-by-role.ts';
import { type CalendarDate, dateOf } from '#period/calendar-date.ts';
import { lastDayOf } from '#period/period.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { WorkedOutOfGroup } from '#platform/kpi/worked-out.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import type { SuppliersAnswer } from '../model/supplier.ts';
import { supplierStandingKind } from '../records/supplier.ts';
import { supplierStanding, supplierSteps, supplierWaterCites } from '../rules/supplier-water.ts';
import { listFindings, replaceSupplierStandings, type StoredFinding } from '../store/suppliers.ts';

/** Whose water is asked for: who takes our waste away uses little for us. */
const rolesInScope = ['material', 'chemical'] as const;

/** The list of suppliers has no dates: who is in it now is counted on every day, and was not assessed before the first finding. */
const SINCE = dateOf(2000, 1, 1);

async function readSuppliers(tx: Tx) {
  const suppliers = await listByRole(tx, rolesInScope);
  const findings = Map.groupBy(await listFindings(tx), ({ supplierId }) => supplierId);
  return suppliers.map((supplier) => ({ ...supplier, findings: findings.get(supplier.id) ?? [] }));
}

/** How suppliers stand, from their roles and what was found of them. */
export const supplierStandings: WorkedOutOfGroup = {
  kind: supplierStandingKind,
  from: ['suppliers.supplier', 'water.supplier-management'],
  workOutAll: async (tx) =>
    replaceSupplierStandings(
      tx,
      (await readSuppliers(tx)).flatMap(({ id, findings }) =>
        supplierSteps(findings, SINCE).map((step) => ({ supplier: id, ...step })),
      ),
    ),
};

const toldOf = ({ supplierId: _, ...finding }: StoredFinding) => finding;

/** The endpoint of the suppliers' water. */
export function supplierWaterRoutes(world: { db: Database; todayIn(timeZone: string): string }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/water/suppliers',
      summary:
        'How each supplier of materials and chemicals manages its water on the last day of a period, or today, as far as somebody found out',
      query: z.object({ period: z.string() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, asked): Promise<SuppliersAnswer & { cites: typeof supplierWaterCites }> =>
        world.db.as(session.actor, async (tx) => {
          const last = lastDayOf(askedPeriod(asked.period));
          const today = world.todayIn('Asia/Shanghai') as CalendarDate;
          const asOf = last < today ? last : today;
          const suppliers = (await readSuppliers(tx)).map(({ findings, ...named }) => {
            const newest = findings.findLast(({ foundOn }) => foundOn <= asOf);
            return { ...named, standing: supplierStanding(findings, asOf), finding: newest ? toldOf(newest) : null };
          });
          return { asOf, suppliers, cites: supplierWaterCites };
        }),
    }),
  ];
}

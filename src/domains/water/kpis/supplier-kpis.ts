// The KPIs of water that count suppliers of materials and chemicals by how they stand on the last day of a period.
import type { Aggregate, ComputeInput } from '#platform/kpi/declare.ts';
import { kpi } from '#platform/kpi/declare.ts';
import { type SupplierStanding, supplierStandingCodes } from '../model/supplier.ts';
import { supplierAssessedShare, supplierInPlaceShare, supplierWaterCites } from '../rules/supplier-water.ts';
import { told } from './standing-kpis.ts';

const standings: Aggregate = {
  ...{ id: 'water.supplier-standing', of: 'water.supplier-standing', sum: 'suppliers', by: ['standing'] },
  ...{ asOf: { day: 'day', counting: 'suppliers' }, readOn: '/water/suppliers' },
};

function counted({ groups }: ComputeInput): Record<SupplierStanding, number> {
  const rows = groups.flatMap((group) => group.rows);
  const of = (standing: SupplierStanding) =>
    rows.filter(({ dims }) => dims[0] === standing).reduce((total, { sum }) => total + Number(sum), 0);
  return Object.fromEntries(supplierStandingCodes.map((one) => [one, of(one)])) as Record<SupplierStanding, number>;
}

export const supplierInPlaceRate = kpi({
  ...{ id: 'water.supplier-in-place-rate', version: 1, unit: 'share', better: 'higher', counts: 'supplier' },
  ...{ aggregate: standings, parameters: {}, packs: [], cites: supplierWaterCites, rule: 'supplier-water' },
  compute: (input) => told(supplierInPlaceShare(counted(input))),
});

export const supplierAssessedRate = kpi({
  ...{ id: 'water.supplier-assessed-rate', version: 1, unit: 'share', better: 'higher', counts: 'supplier' },
  ...{ aggregate: standings, parameters: {}, packs: [], cites: supplierWaterCites, rule: 'supplier-water' },
  compute: (input) => told(supplierAssessedShare(counted(input))),
});

export const supplierWaterKpis = [supplierInPlaceRate, supplierAssessedRate];

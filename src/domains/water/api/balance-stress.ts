// Which water of a balance is of areas with water stress, line by line as GRI 303 asks, and by which file is that known?
import { type CubicMetres, cubicMetres, exactText, type Quantity } from '#units/quantity.ts';
import { volumeToCubicMetres } from '#units/volume.ts';
import type { FlowTable, WaterDestination, WaterSource, WithdrawalRow } from '../model/flows.ts';
import { gri303Discharge, gri303Withdrawal } from '../rules/gri303.ts';
import { type AreaVolumes, stressSplit } from '../rules/stress-split.ts';
import { type StressedLine, stressedDischargeLines, stressedWithdrawalLines } from '../rules/stressed-lines.ts';
import type { VolumeRow } from '../store/volumes.ts';

const text = (volumeM3: CubicMetres | null) => volumeM3 && exactText(volumeM3);
const volumes = (of: AreaVolumes) => ({
  ...{ area: of.area, sites: of.sites, withdrawalM3: text(of.withdrawalM3), dischargeM3: text(of.dischargeM3) },
  ...{ consumptionM3: text(of.consumptionM3), toldConsumptionM3: text(of.toldConsumptionM3) },
  withoutDischargeM3: exactText(of.withoutDischargeM3),
});

const inCubicMetres = (megalitres: Quantity<'ML'>) => exactText(volumeToCubicMetres(megalitres, 'ML'));
const lineOf = ({ line, from, freshMl, otherMl, unknownMl, totalMl, notLookedUpMl }: StressedLine) => ({
  ...{ line, from, freshM3: inCubicMetres(freshMl), otherM3: inCubicMetres(otherMl) },
  ...{ unknownM3: inCubicMetres(unknownMl), totalM3: inCubicMetres(totalMl) },
  notAssessedM3: notLookedUpMl && inCubicMetres(notLookedUpMl),
});

const stressedIn = ({ stressed }: VolumeRow) => (stressed === null ? null : stressed === 'yes');

/** Lines of areas with stress; none where nothing is assessed, since then none of them is known. */
function linesOf(rows: readonly VolumeRow[], table: FlowTable) {
  const only = (item: string) =>
    rows
      .filter((row) => row.item === item)
      .map((row) => ({ row, stressed: stressedIn(row), volumeM3: cubicMetres(row.volumeM3), quality: row.quality }));
  const withdrawn = gri303Withdrawal(
    only('withdrawal').map(({ row, ...more }) => ({
      ...more,
      source: row.source as WaterSource,
      ...(row.drawnFrom ? { thirdPartySource: row.drawnFrom as NonNullable<WithdrawalRow['thirdPartySource']> } : {}),
    })),
    table,
  );
  const discharged = gri303Discharge(
    only('discharge').map(({ row, ...more }) => ({ ...more, destination: row.destination as WaterDestination })),
    table,
  );
  return {
    withdrawal: 'noData' in withdrawn ? [] : stressedWithdrawalLines(withdrawn).map(lineOf),
    discharge: 'noData' in discharged ? [] : stressedDischargeLines(discharged).map(lineOf),
  };
}

/** Water by whether its factory lies where water is short; of each factory by which file and year that is known. */
export function stressOf(rows: readonly VolumeRow[], table: FlowTable, nameOf: (siteId: string) => unknown) {
  const flows = rows.flatMap((row) => {
    const isFlow = row.item === 'withdrawal' || (row.item === 'discharge' && row.destination !== 'trucked_waste');
    if (!isFlow) return [];
    const flow = row.item as 'withdrawal' | 'discharge';
    return [{ ...row, flow, area: row.stressed ?? ('unknown' as const), volumeM3: cubicMetres(row.volumeM3) }];
  });
  // A factory that was assessed anew within the period stands once for each assessment.
  const known = Map.groupBy(flows, ({ siteId, area, stressEdition, stressYear }) =>
    JSON.stringify([siteId, area, stressEdition, stressYear]),
  );
  const areas = stressSplit(flows).map(volumes);
  return {
    areas,
    lines: areas.some(({ area }) => area === 'yes') ? linesOf(rows, table) : { withdrawal: [], discharge: [] },
    sites: [...known.values()].flatMap((own) => {
      const [first] = own;
      const [told] = stressSplit(own);
      if (!first || !told) return [];
      const { siteId, stressEdition, stressData, stressYear } = first;
      const by = { edition: stressEdition, year: stressYear, synthetic: stressData === 'synthetic' };
      return [{ ...volumes(told), siteId, name: nameOf(siteId), by: stressEdition === null ? null : by }];
    }),
  };
}

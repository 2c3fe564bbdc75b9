// The benches by name.
import { benchAccess } from './access.ts';
import { benchExcel } from './excel.ts';
import { benchFigures } from './figures.ts';
import { benchImport } from './import.ts';
import { benchMeterYears } from './meter-years.ts';
import { benchMqtt } from './mqtt.ts';
import { benchReadings } from './readings.ts';
import { benchReport } from './report.ts';
import { benchSearch } from './search.ts';
import { benchStart } from './start.ts';
import { benchSubstances } from './substances.ts';
import { benchVerdicts } from './verdicts.ts';
import { benchWaste } from './waste.ts';
import { benchWater } from './water.ts';

export interface BenchOptions {
  rows: number | undefined;
  format: 'csv' | 'xlsx';
  databaseUrl: string | undefined;
  tell: (line: string) => void;
}

export const benches: Readonly<Record<string, (options: BenchOptions) => Promise<unknown>>> = {
  import: (options) =>
    benchImport({ ...options, rows: options.rows ?? (options.format === 'csv' ? 1_000_000 : 100_000) }),
  access: benchAccess,
  excel: benchExcel,
  figures: benchFigures,
  'meter-years': benchMeterYears,
  mqtt: benchMqtt,
  readings: benchReadings,
  report: benchReport,
  search: benchSearch,
  substances: benchSubstances,
  verdicts: benchVerdicts,
  waste: benchWaste,
  water: benchWater,
  start: ({ tell }) => benchStart(tell),
};

// Disputes about weights that are decided: the load again, with which weight counts and why. Those of June are still open.
import type { Table } from './csv.ts';
import type { Load } from './loads.ts';

/** From here on differences are still open at the end of the half-year. */
const OPEN_FROM = '2024-06-01';

const reasons: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: ['与处置单位复磅，对方地磅在检定有效期内', '包装桶退回空桶，差额为皮重，以接收重量为准'],
  en: [
    'Weighed again with the receiver, whose scale holds a valid verification',
    'The drums came back empty: the difference is their tare',
  ],
};

const isDisputed = ({ ownKg, receivedKg }: Load): boolean =>
  receivedKg !== undefined && Math.abs(receivedKg - ownKg) > Math.max(0.03 * ownKg, 50);

/** The decided loads under the headings of a load, with the two that say what was decided. */
export function decisionTable(loads: readonly Load[], { heading, rows }: Table): Table {
  const decided = loads.flatMap((load, at) =>
    isDisputed(load) && load.departedOn < OPEN_FROM ? [{ load, row: rows[at] ?? [] }] : [],
  );
  return {
    heading: [...heading, 'Weight decided for', 'Why it was decided so'],
    rows: decided.map(({ load, row }, at) => {
      const own = reasons[load.site.country === 'CN' ? 'zh' : 'en'];
      return [...row, 'received', own[at % own.length] ?? ''];
    }),
  };
}

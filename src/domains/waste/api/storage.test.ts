// Does the database sum the storage ledger as its rule says, and does nobody see a bin or drum of another factory?
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { systemActor } from '#platform/db/database.ts';
import { exactText, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import { openSmallCompany, type SmallCompany } from '../../../../tests/small-company.ts';
import { type ContainerMovement, containersInStore } from '../rules/storage-age.ts';
import { listBins } from '../store/bins.ts';
import { listContainersInStore, sumStorage } from '../store/storage.ts';

let company: SmallCompany;
beforeAll(async () => {
  company = await openSmallCompany();
}, 60_000);
afterAll(() => company?.close());
beforeEach(() => company.rewind());

const day = calendarDate;
let booked = 0;
const movement = (said: {
  movement: string;
  on: string;
  kilograms: number;
  container?: string;
  site?: string | undefined;
}) => ({
  id: uuidv7(),
  values: {
    site: said.site ?? company.id.SZ,
    movedOn: said.on,
    stream: company.id.OIL,
    movement: said.movement,
    massTonnes: {
      value: exactText(tonnes(tonnes(said.kilograms).div(1000))),
      entered: `${said.kilograms} kg`,
      basis: 'weighed',
    },
    ...(said.movement === 'on_site' ? { treatment: 'oil_re_refining' } : {}),
    ...(said.container ? { container: said.container } : {}),
    number: `M-${++booked}`,
  },
});
const june = { from: day('2024-06-01'), before: day('2024-07-01') };
const asked = (sites: readonly string[] | 'all', period = june) =>
  company.db.as(systemActor('operator'), (tx) => sumStorage(tx, sites, period));

test('the opening of June is the opening of April with what moved between; loads before the ledger are not booked', async () => {
  await company.record(company.people.suzhou, 'waste.storage-movement', [
    movement({ movement: 'opening', on: '2024-04-01', kilograms: 2000 }),
    movement({ movement: 'in', on: '2024-03-20', kilograms: 9000 }),
    movement({ movement: 'in', on: '2024-04-20', kilograms: 600 }),
    movement({ movement: 'on_site', on: '2024-05-02', kilograms: 100 }),
    movement({ movement: 'stock_take', on: '2024-05-31', kilograms: -50 }),
    movement({ movement: 'in', on: '2024-06-10', kilograms: 400 }),
    movement({ movement: 'out', on: '2024-06-20', kilograms: 1300 }),
  ]);
  const load = (on: string, tonnesSaid: string) => ({
    id: uuidv7(),
    values: company.load({ site: company.id.SZ as string, on, tonnes: tonnesSaid, stream: company.id.OIL ?? '' }),
  });
  await company.record(company.people.suzhou, 'waste.load', [
    load('2024-03-31', '7'),
    load('2024-04-30', '1'),
    load('2024-06-20', '1.3'),
  ]);
  const [row, ...others] = await asked('all');
  expect(others).toEqual([]);
  expect(row).toMatchObject({ beginsOn: '2024-04-01', provisional: true, stream: { code: 'OIL' } });
  // 2 + 0.6 − 0.1 − 0.05 − 1
  expect(row?.totals.openingMassTonnes?.toFixed()).toBe('1.45');
  expect(row?.totals.inMassTonnes.toFixed()).toBe('0.4');
  expect(row?.totals.loadsMassTonnes.toFixed()).toBe('1.3');
  expect(row?.totals.outMassTonnes.toFixed()).toBe('1.3');
});

test('hazardous waste that left without a ledger is there without an opening stock; other waste is not', async () => {
  const load = (stream: string | undefined) => ({
    id: uuidv7(),
    values: company.load({
      site: company.id.SZ as string,
      on: '2024-06-05',
      tonnes: '1',
      ...(stream ? { stream } : {}),
    }),
  });
  await company.record(company.people.suzhou, 'waste.load', [load(company.id.OIL), load(undefined)]);
  const rows = await asked('all');
  expect(rows.map(({ stream, beginsOn }) => [stream.code, beginsOn])).toEqual([['OIL', null]]);
  expect(rows[0]?.totals.openingMassTonnes).toBeUndefined();
});

test.each(['2024-06-10T25:61+08:00', '2024-06-31T10:00+08:00', '2023-02-29T10:00Z', '2024-06-10T10:00+99:00'])(
  'an instant that no clock shows is refused, for the whole store would be read no more: %s',
  async (takenAt) => {
    const { id, values } = movement({ movement: 'in', on: '2024-06-10', kilograms: 400, container: 'A' });
    const recorded = company.record(company.people.suzhou, 'waste.storage-movement', [
      { id, values: { ...values, takenAt } },
    ]);
    await expect(recorded).rejects.toMatchObject({ problems: [{ field: 'takenAt', code: 'wrong_shape' }] });
  },
);

const on = (at: number): CalendarDate => addDays(day('2024-05-01'), at);
const entry = fc.record({
  movement: fc.constantFrom('opening' as const, 'in' as const, 'out' as const),
  container: fc.constantFrom('A', 'B', 'C'),
  at: fc.integer({ min: 0, max: 50 }),
  kilograms: fc.integer({ min: 1, max: 500 }),
});
test('the database says of any sequence what the rule says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), async (entries) => {
      await company.rewind();
      await company.record(
        company.people.suzhou,
        'waste.storage-movement',
        entries.map((one) => movement({ ...one, on: on(one.at) })),
      );
      const moved: ContainerMovement[] = entries.map((one) => ({
        movement: one.movement,
        container: one.container,
        movedOn: on(one.at),
        massTonnes: tonnes(tonnes(one.kilograms).div(1000)),
      }));
      const stored = await company.db.as(systemActor('operator'), (tx) =>
        listContainersInStore(tx, 'all', day('2024-07-01')),
      );
      const told = (all: readonly { container: string; sinceOn: string; massTonnes: Tonnes }[]) =>
        all.map(({ container, sinceOn, massTonnes }) => [container, sinceOn, exactText(massTonnes)]);
      expect(told(stored)).toEqual(told(containersInStore(moved)));
      const [row] = await asked('all');
      const openings = moved.filter((one) => one.movement === 'opening').map(({ movedOn }) => movedOn);
      const [begins] = openings.sort();
      expect(row?.beginsOn ?? undefined).toBe(begins);
      const mass = (of: readonly ContainerMovement[]) => exactText(sum(of.map(({ massTonnes }) => massTonnes)));
      if (begins !== undefined) {
        const opening = moved.filter(
          (one) =>
            (one.movement === 'opening' && one.movedOn === begins) ||
            (one.movement === 'in' && one.movedOn >= begins && one.movedOn < june.from),
        );
        expect(exactText(row?.totals.openingMassTonnes ?? tonnes(-1))).toBe(mass(opening));
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);

test('a bin shows what goes into it, and only to who may read its factory', async () => {
  await company.approved('waste.bin', {
    site: company.id.SZ,
    code: 'B-01',
    name: { en: 'Oil drum', zh: '废油桶' },
    stream: company.id.OIL,
    vendor: company.id.V1,
    inStore: true,
  });
  const load = company.load({
    site: company.id.SZ as string,
    on: '2024-06-05',
    tonnes: '1',
    stream: company.id.OIL ?? '',
  });
  await company.approved('waste.load', load);
  const [bin] = await company.db.as(company.people.suzhou, (tx) => listBins(tx, 'all'));
  expect(bin).toMatchObject({
    code: 'B-01',
    site: { code: 'SZ' },
    stream: { code: 'OIL', nationalCode: '900-249-08' },
    vendor: { name: { en: 'Recycler' } },
    routes: [{ treatment: 'recycle_organic' }],
    last: null,
  });
  expect(await company.db.as(company.people.wuhu, (tx) => listBins(tx, 'all'))).toEqual([]);
});

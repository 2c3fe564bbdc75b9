// Is an import one thing: unseen until it is committed, whole then, nothing when refused, and nothing left of a dead one?
import { type RawBuilder, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '#app/wiring.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { seal } from '../history/seal.ts';
import { verifyHistory } from '../history/verify.ts';
import { type CommitOptions, checkImport, type FileToImport, importFile } from './imports.ts';
import { fixtureFolder } from './read/fixture-files.ts';
import { sweepLeftovers } from './sweep.ts';

const fixture = fixtureFolder();
let company: SmallCompany;
let people: SmallCompany['people'];
beforeAll(async () => {
  company = await openSmallCompany();
  people = company.people;
});
beforeEach(() => company.rewind());
afterAll(() => company?.close());

const heading =
  'Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor';
const line = (ticket: string, tonnes = '1', site = 'SZ', on = '2024-05-02') =>
  `${site},${on},PAPER,recycle_organic,${tonnes},weigh_ticket,${ticket},1,V1`;
const lines = (count: number, tonnes = '1', from = 1) =>
  Array.from({ length: count }, (_, index) => line(`T-${from + index}`, tonnes));
const bad = 'SZ,2024-05-02,PAPER,recycle_organic,1,weigh_ticket,BAD,1,nobody';
let files = 0;
const fileWith = (rows: readonly string[], more: Partial<FileToImport> = {}): FileToImport => {
  const path = fixture(`file-${++files}.csv`, [heading, ...rows].join('\n'));
  return {
    importId: uuidv7(),
    kind: kindOf('waste.load'),
    path,
    fileName: 'loads.csv',
    sha256: null,
    fixed: {},
    chosen: {},
    mended: {},
    ...more,
  };
};
const commit = (file: FileToImport, more: Partial<CommitOptions> = {}, actor = people.administrator) =>
  importFile(company.intake, actor, file, { acceptGood: false, state: 'draft', via: 'import', ...more });
const count = async (of: RawBuilder<unknown> = sql`waste_load`, reader = people.auditor) =>
  company.db.as(
    reader,
    async (tx) => (await sql<{ n: number }>`select count(*)::int as n from ${of}`.execute(tx)).rows[0]?.n,
  );
const masses = async () =>
  (
    await company.all(
      sql<{
        said: string;
      }>`select document_number || ' ' || revision || ' ' || own_mass_tonnes || case when latest then ' latest' else '' end as said from waste_load order by document_number, revision`,
    )
  ).map((row) => row.said);
const statusOf = async (file: FileToImport) =>
  (await company.one(sql<{ status: string }>`select status from intake_import where id = ${file.importId}`)).status;

/** A gate at which an import waits in the middle, at its bad row, so that others can look. */
function gate() {
  let open: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((done) => {
    open = done;
  });
  const arrived = new Promise<void>((done) => {
    arrive = done;
  });
  return {
    open: () => open(),
    arrived,
    wait: async () => {
      arrive();
      await opened;
    },
  };
}

describe('until it is committed, an import', () => {
  test('is seen by nobody, although its first thousand rows are written; then by everybody at once', async () => {
    await commit(fileWith([line('T-1', '5')]), { state: 'approved' }, { ...people.administrator, id: 'operator' });
    const stop = gate();
    const file = fileWith([...lines(1_200, '2'), bad]);
    const running = commit(file, { acceptGood: true, onBadRow: stop.wait });
    await stop.arrived;
    for (const reader of [people.auditor, people.administrator, people.suzhou])
      expect(await count(sql`waste_load`, reader)).toBe(1);
    expect(await masses()).toEqual(['T-1 1 5 latest']);
    expect(await count(sql`history_entry where import_id = ${file.importId}`)).toBe(0);
    stop.open();
    expect(await running).toMatchObject({ status: 'committed', counts: { new: 1_199, changed: 1, bad: 1 } });
    expect(await count()).toBe(1_201);
    expect((await masses()).slice(0, 2)).toEqual(['T-1 1 5', 'T-1 2 2 latest']);
    await seal(company.db);
  });

  test('changes nothing: what it corrects counts on, and is corrected with all the rest', async () => {
    const operator = { ...people.administrator, id: 'operator' };
    await commit(fileWith(lines(3, '5')), { state: 'approved' }, operator);
    const stop = gate();
    const running = commit(
      fileWith([line('T-2', '7'), bad]),
      { acceptGood: true, state: 'approved', onBadRow: stop.wait },
      operator,
    );
    await stop.arrived;
    expect(await masses()).toEqual(['T-1 1 5 latest', 'T-2 1 5 latest', 'T-3 1 5 latest']);
    stop.open();
    await running;
    expect(await masses()).toEqual(['T-1 1 5 latest', 'T-2 1 5', 'T-2 2 7 latest', 'T-3 1 5 latest']);
    const counting = await company.all(
      sql`select document_number as ticket, revision from waste_load where approved_seq is not null and ended_seq is null and document_number = 'T-2'`,
    );
    expect(counting).toEqual([{ ticket: 'T-2', revision: 2 }]);
  });
});

describe('the same file again', () => {
  test('changes nothing; a changed row becomes a revision; a new one a record', async () => {
    await commit(fileWith(lines(3)));
    expect(await commit(fileWith(lines(3)))).toMatchObject({ counts: { same: 3, new: 0, changed: 0 } });
    expect(await count()).toBe(3);
    expect(await commit(fileWith([...lines(2), line('T-3', '9'), line('T-4')]))).toMatchObject({
      counts: { same: 2, new: 1, changed: 1 },
    });
    expect(await masses()).toEqual(['T-1 1 1 latest', 'T-2 1 1 latest', 'T-3 1 1', 'T-3 2 9 latest', 'T-4 1 1 latest']);
  });

  test('twice at the same moment: each load once, and no half of either', async () => {
    const outcomes = await Promise.allSettled([commit(fileWith(lines(1_500))), commit(fileWith(lines(1_500)))]);
    // One is taken, or, when each has written what the other wants, none; the next one finds the way free.
    const taken = outcomes.filter((one) => one.status === 'fulfilled' && one.value.status === 'committed');
    expect(await count()).toBe(taken.length > 0 ? 1_500 : 0);
    await commit(fileWith(lines(1_500)));
    expect(await count()).toBe(1_500);
    expect(await count(sql`(select 1 from waste_load group by document_number having count(*) > 1) as twice`)).toBe(0);
    expect(await count(sql`intake_pending`)).toBe(0);
  });

  test('committed twice by one press too many: the second is refused, and takes nothing away', async () => {
    const file = fileWith(lines(3));
    const outcomes = await Promise.allSettled([commit(file), commit(file)]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(commit(file)).rejects.toMatchObject({ code: 'import_in_progress' });
    expect([await count(), await statusOf(file), await count(sql`intake_pending`)]).toEqual([3, 'committed', 0]);
    await expect(checkImport(company.intake, people.administrator, file)).rejects.toMatchObject({
      code: 'import_in_progress',
    });
  });
});

describe('with errors', () => {
  test('all is refused, or the good are taken as one and the bad are told', async () => {
    const rows = [line('T-1'), bad, line('T-2')];
    const refused = fileWith(rows);
    expect(await commit(refused)).toMatchObject({ status: 'refused', counts: { new: 2, bad: 1 } });
    expect([await count(), await statusOf(refused)]).toEqual([0, 'refused']);
    const told: number[] = [];
    const accepted = fileWith(rows);
    expect(await commit(accepted, { acceptGood: true, onBadRow: (row) => void told.push(row.row) })).toMatchObject({
      status: 'committed',
      counts: { new: 2, bad: 1 },
    });
    expect([await count(), told]).toEqual([2, [3]]);
    expect(
      (await company.one(sql<{ counts: object }>`select counts from intake_import where id = ${accepted.importId}`))
        .counts,
    ).toMatchObject({ new: 2, bad: 1 });
  });

  test('a refused one can be tried again under its own number', async () => {
    const file = fileWith([line('T-1'), bad]);
    await commit(file);
    expect(await commit(file, { acceptGood: true })).toMatchObject({ status: 'committed' });
    expect(await count()).toBe(1);
  });

  test('a check or a dry run writes no record', async () => {
    await checkImport(company.intake, people.administrator, fileWith(lines(3)));
    expect(await commit(fileWith(lines(3)), { dryRun: true })).toMatchObject({ status: 'checked', counts: { new: 3 } });
    expect([await count(), await count(sql`intake_import`)]).toEqual([0, 1]);
  });
});

describe('who imports', () => {
  test('brings nothing into a factory that is not his, not even beside his own', async () => {
    await expect(commit(fileWith([line('T-1'), line('T-2', '1', 'WH')]), {}, people.suzhou)).rejects.toMatchObject({
      code: 'not_allowed',
    });
    expect([await count(), await count(sql`intake_pending`)]).toEqual([0, 0]);
    expect(await commit(fileWith([line('T-1')]), {}, people.suzhou)).toMatchObject({ status: 'committed' });
    expect([await count(sql`waste_load`, people.suzhou), await count(sql`waste_load`, people.wuhu)]).toEqual([1, 0]);
  });

  test('as submitted does not pass it himself', async () => {
    await commit(fileWith([line('T-1')]), { state: 'submitted' });
    const { id } = await company.one(sql<{ id: string }>`select id from waste_load`);
    await expect(company.step(people.administrator, 'waste.load', 'review', [id])).rejects.toMatchObject({
      code: 'own_submission',
    });
    await company.step(people.reviewer, 'waste.load', 'review', [id]);
  });

  test('a draft over a submission takes it out of the figure with what is submitted', async () => {
    const shown = async () => {
      await company.figures.settle();
      const [figure] = await company.figures.ask(
        [{ kpi: 'waste.shipped-mass', scopeId: company.groupId, period: '2024-05', basis: 'shown' }],
        people.auditor,
      );
      return figure && 'value' in figure.result.computed ? figure.result.computed.value : null;
    };
    await commit(fileWith([line('T-1', '5')]), { state: 'submitted' });
    expect(await shown()).toBe('5');
    await commit(fileWith([line('T-1', '6')]));
    expect(await shown()).toBe(null);
  });
});

describe('an import that died', () => {
  /** Stops in the middle as a killed program does: its rows are written, its row in intake_pending stays. */
  async function dying(): Promise<{ file: FileToImport; stop: ReturnType<typeof gate>; running: Promise<unknown> }> {
    const stop = gate();
    const file = fileWith([...lines(1_200), bad, ...lines(900, '1', 5_000)]);
    const running = commit(file, { acceptGood: true, onBadRow: stop.wait }).then(
      (report) => report,
      (error: unknown) => error,
    );
    await stop.arrived;
    return { file, stop, running };
  }
  const expire = (file: FileToImport) =>
    company.db.as({ ...people.administrator, id: 'operator' }, (tx) =>
      sql`update intake_pending set lease_until = now() - interval '1 second' where import_id = ${file.importId}`.execute(
        tx,
      ),
    );

  test('is swept, and who wakes too late may not write any more: nothing of it is ever seen', async () => {
    const { file, stop, running } = await dying();
    expect(await sweepLeftovers({ db: company.db, kinds }, { onlyExpired: false })).toBe(1);
    stop.open();
    expect(await running).toMatchObject({ code: 'import_not_ready' });
    expect([await count(), await count(sql`intake_pending`), await statusOf(file)]).toEqual([0, 0, 'failed']);
    expect(await commit(fileWith(lines(1_200)))).toMatchObject({ counts: { new: 1_200 } });
  });

  test('is left alone while its lease runs, and swept by the next import when it has run out', async () => {
    const { file, stop, running } = await dying();
    expect(await sweepLeftovers({ db: company.db, kinds }, { onlyExpired: true })).toBe(0);
    // Meanwhile its rows are told as taken, not as records.
    expect(await commit(fileWith(lines(2)))).toMatchObject({ status: 'refused', counts: { bad: 2 } });
    await expire(file);
    expect(await commit(fileWith(lines(2)))).toMatchObject({ status: 'committed', counts: { new: 2 } });
    stop.open();
    expect(await running).toMatchObject({ code: 'import_not_ready' });
    expect([await count(), await statusOf(file)]).toEqual([2, 'failed']);
  });
});

describe('records with lines', () => {
  const head = 'Factory,Number,Vendor,Handed over on,Waste stream,Waste code,Shipped mass (t)';
  const manifest = (rows: readonly string[]): FileToImport => {
    const path = fixture(`manifest-${++files}.csv`, [head, ...rows].join('\n'));
    return {
      importId: uuidv7(),
      kind: kindOf('waste.manifest'),
      path,
      fileName: 'm.csv',
      sha256: null,
      fixed: {},
      chosen: {},
      mended: {},
    };
  };
  const first = 'SZ,20240500000001,V1,2024-05-02,OIL,900-249-08';

  test('are one record over many rows; a bad line refuses the whole record at its own row', async () => {
    expect(
      await commit(manifest([`${first},1`, `${first},2`, 'WH,20240500000002,V1,2024-05-03,OIL,900-249-08,3'])),
    ).toMatchObject({ status: 'committed', counts: { rows: 3, new: 2 } });
    expect(await count(sql`waste_manifest_line`)).toBe(3);
    expect(await commit(manifest([`${first},1`, `${first},2`]))).toMatchObject({ counts: { same: 1 } });
    expect(await commit(manifest([`${first},1`, `${first},2.5`]))).toMatchObject({ counts: { changed: 1 } });
    const told: string[] = [];
    const report = await commit(manifest([`${first},1`, `${first},much`]), {
      acceptGood: true,
      onBadRow: (row) => void told.push(`${row.row} ${row.problems.map((problem) => problem.code)}`),
    });
    expect([report.counts.bad, told.filter((one) => !one.endsWith(' '))]).toEqual([1, ['3 not_a_number']]);
  });
});

test('after all of it the history agrees', async () => {
  await commit(fileWith(lines(5)), { state: 'submitted' });
  await commit(fileWith([line('T-1', '3'), line('T-9')]));
  const kind = kinds.get('waste.load');
  if (!kind) throw new Error('no loads');
  // Rewinding took the other tests' records away: only what is here now is compared.
  const found = (await verifyHistory(company.db, new Map([[kind.kind, kind]]))).discrepancies.filter(
    (one) => !one.where.endsWith('its revisions are gone'),
  );
  expect(found).toEqual([]);
});

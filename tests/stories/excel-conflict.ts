// A list goes out to Excel, two people change the same record, and the sheet comes back: cell by cell, and nothing overwritten.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { v7 as uuidv7 } from 'uuid';
import { eventually, type Stage, settled } from './stage.ts';
import type { Story } from './story.ts';

const april = 'scope=site:CD1&period=2024-04';
/** What the sheet says, and what was recorded here meanwhile, of one load; what the sheet says of another. */
const masses = { mine: 2.75, theirs: '2.5', other: 3.25 };

interface Loads {
  records: { id: string; revision: number; values: Record<string, unknown> }[];
}
const listed = async (stage: Stage): Promise<Loads['records']> => {
  const answer = await stage.page.request.get(`/api/v1/records/waste.load?${april}&limit=500`);
  return ((await answer.json()) as Loads).records;
};
const numberOf = (load: Loads['records'][number] | undefined) => String(load?.values['document.number'] ?? '');
const sheetPath = (stage: Stage) => join(stage.folder, 'april.xlsx');
const massOf = async (stage: Stage, number: string): Promise<string | undefined> => {
  const load = (await listed(stage)).find((one) => numberOf(one) === number);
  return (load?.values.ownMassTonnes as { value: string } | undefined)?.value;
};

/** Changes the own weight of two loads in the file, as Excel would, and leaves all else. */
async function editSheet(stage: Stage): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(sheetPath(stage));
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  const headings = sheet.getRow(1).values as string[];
  const column = (key: string) => {
    const at = headings.indexOf(stage.t(key));
    if (at < 0) throw new Error(`no ${stage.t(key)} in ${headings.join(', ')}`);
    return at;
  };
  const set = new Map([
    [stage.kept.get('excel-both'), masses.mine],
    [stage.kept.get('excel-mine'), masses.other],
  ]);
  let found = 0;
  sheet.eachRow((row) => {
    const mass = set.get(row.getCell(column('waste.load.document.number')).text);
    if (mass === undefined) return;
    found += 1;
    row.getCell(column('waste.load.ownMassTonnes')).value = mass;
  });
  assert.equal(found, 2);
  await book.xlsx.writeFile(sheetPath(stage));
}

const differences = (stage: Stage) => stage.page.getByRole('region', { name: stage.t('ui.returned.differences') });

export const excelConflict: Story = {
  name: 'excel-conflict',
  title: { en: 'A sheet comes back from Excel', zh: 'Excel表格修改后导回' },
  intro: {
    en: 'Lin Zhiwei takes the loads of Chengdu for April to Excel. While she works on them, Shen Ruochuan corrects one of the same loads here. Neither loses anything.',
    zh: '林知苇把成都工厂4月的转移记录导出到Excel中修改；与此同时，沈若川在系统里更正了其中一条。双方的修改都不会丢失。',
  },
  steps: [
    {
      title: { en: 'The list goes out as a sheet', zh: '导出清单' },
      says: {
        en: 'She exports the filtered list. The sheet has drop-downs and units in its headings; grey columns are only read, and unseen each row carries its record and revision.',
        zh: '她导出筛选后的清单。表头带单位，单元格有下拉选项；灰色列仅供查看；每一行都带有隐藏的记录编号和版本。',
      },
      does: async (stage) => {
        await stage.become('analyst');
        await stage.go(`/records/waste.load?${april}`);
        // Papers that cover one load each: their number names it.
        const loads = await listed(stage);
        const [both, mine] = loads.filter(
          (one) => loads.filter((other) => numberOf(other) === numberOf(one)).length === 1,
        );
        stage.kept.set('excel-both', numberOf(both));
        stage.kept.set('excel-mine', numberOf(mine));
        const coming = stage.page.waitForEvent('download');
        await stage.button('ui.list.export').click();
        await stage.page.getByRole('menuitem', { name: stage.t('ui.list.export.xlsx') }).click();
        await (await coming).saveAs(sheetPath(stage));
      },
    },
    {
      title: { en: 'Two people change the same load', zh: '两人修改了同一条记录' },
      says: {
        en: 'In the sheet she corrects the own weight of two loads. Meanwhile Shen Ruochuan corrects one of them here.',
        zh: '她在表中更正两条记录的自磅重量；同一时间，沈若川在系统中更正了其中一条。',
      },
      does: async (stage) => {
        await editSheet(stage);
        await stage.become('administrator');
        const load = (await listed(stage)).find((one) => numberOf(one) === stage.kept.get('excel-both'));
        assert.ok(load);
        const { countingMassTonnes: _, ...typed } = load.values;
        const answer = await stage.page.request.put(`/api/v1/records/waste.load/${load.id}`, {
          headers: { origin: stage.server.url, 'idempotency-key': uuidv7() },
          data: {
            basedOn: load.revision,
            reason: stage.language === 'zh' ? '复磅' : 'Weighed again',
            values: { ...typed, ownMassTonnes: { value: masses.theirs, entered: null, basis: 'weighed' } },
          },
        });
        assert.ok(answer.ok(), await answer.text());
      },
    },
    {
      title: { en: 'The sheet comes back and shows each difference', zh: '导回后逐格显示差异' },
      says: {
        en: 'Dropped on the import page, the sheet is recognised by itself. One cell was changed in the sheet alone; one on both sides: what went out, what her sheet says and what stands here now are side by side, with who changed it and when. Nothing is committed before she decides.',
        zh: '拖入导入页面后，系统自动识别该表。一格仅在表中修改；另一格双方都已修改：导出时的值、表中的值和系统现值并列显示，并注明由谁、何时修改。未作选择之前不会提交。',
      },
      picture: 'conflict',
      does: async (stage) => {
        await stage.become('analyst');
        await stage.go(`/import/waste.load?${april}`);
        await stage.page
          .getByRole('region', { name: stage.t('ui.import.drop'), exact: true })
          .locator('input[type=file]')
          .setInputFiles(sheetPath(stage));
        await stage.page.waitForURL(/\/imports\//);
        const panel = differences(stage);
        await panel.getByText(stage.t('ui.returned.now')).waitFor();
        await stage.sees(masses.theirs, panel);
        await stage.sees(String(masses.mine), panel);
        assert.equal(await massOf(stage, stage.kept.get('excel-both') ?? ''), masses.theirs);
        await settled(stage.page);
      },
    },
    {
      title: { en: 'Decide, and commit', zh: '作出选择并提交' },
      says: {
        en: 'She keeps Shen Ruochuan’s weight for that load and commits: one record is changed, by her sheet alone. It is a new revision that waits for its approval; what was approved counts until then.',
        zh: '她对这条记录保留沈若川的重量并提交：只有另一条按表修改。修改形成新版本，等待批准；批准之前仍以原已批准的数值为准。',
      },
      does: async (stage) => {
        const { page } = stage;
        await stage.button('ui.returned.keepHere', { value: masses.theirs }, differences(stage)).click();
        const commit = stage.button('ui.returned.commit', { changed: 1, new: 0, voided: 0 });
        await commit.click();
        await stage.button('ui.import.undo').waitFor();
        await eventually(
          'the load that only the sheet changed',
          () => massOf(stage, stage.kept.get('excel-mine') ?? ''),
          (mass) => mass === String(masses.other),
        );
        assert.equal(await massOf(stage, stage.kept.get('excel-both') ?? ''), masses.theirs);
        await settled(page);
      },
    },
  ],
};

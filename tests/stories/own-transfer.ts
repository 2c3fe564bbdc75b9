// A transfer to an own factory: it counts at the factory that sent it, and not in the group, where it leaves again.
import { reviewAndApprove } from './one-load.ts';
import { eventually, type Stage } from './stage.ts';
import type { Story } from './story.ts';

const half = 'period=2024-H1&basis=approved';
const number = 'SZ1-SZ2-0624';

/** The id of the record that a page of the application calls so. */
const idOf = (stage: Stage, kind: string, code: string): Promise<string> =>
  stage.page.evaluate(
    async ([asked, called]) => {
      const response = await fetch(`/api/v1/records/${asked}?filter.code=${called}`);
      const { records } = (await response.json()) as { records: { id: string }[] };
      return records[0]?.id ?? '';
    },
    [kind, code] as const,
  );

/** Waste shipped, in tonnes, as the dashboard of a scope says it. */
async function shippedOf(stage: Stage, scope: string): Promise<number> {
  await stage.go(`/waste?scope=${scope}&${half}`);
  const figure = stage.page.locator('.key-figure .figure-key').nth(3);
  await figure.waitFor();
  return Number(((await figure.textContent()) ?? '').replace(/[^\d.]/g, ''));
}

const expectShipped = (stage: Stage, scope: string, tonnes: number) =>
  eventually(
    `${tonnes} t shipped at ${scope}`,
    () => shippedOf(stage, scope),
    (now) => Math.abs(now - tonnes) < 0.05,
  );

export const ownTransfer: Story = {
  name: 'own-transfer',
  title: { en: 'A transfer to an own factory', zh: '转入本集团工厂的废弃物' },
  intro: {
    en: 'Suzhou No. 1 sends 12.5 t of cardboard to Suzhou No. 2, from where it leaves for the recycler. It must not be generated twice.',
    zh: '苏州一厂将12.5吨废纸箱转入苏州二厂，再由二厂统一外运。集团不得重复计算。',
  },
  steps: [
    {
      title: { en: 'The load names the factory that took it', zh: '转移记录写明接收工厂' },
      says: {
        en: 'Shen Ruochuan records the load with its ticket; “To own factory” says Suzhou No. 2. She submits it.',
        zh: '沈若川按磅单登记，“转入本集团工厂”填苏州二厂，并提交。',
      },
      does: async (stage) => {
        await stage.become('administrator');
        for (const scope of ['group', 'site:SZ1']) stage.kept.set(scope, String(await shippedOf(stage, scope)));
        const ids = {
          'with.site': await idOf(stage, 'factories.site', 'SZ1'),
          'with.toSite': await idOf(stage, 'factories.site', 'SZ2'),
          'with.stream': await idOf(stage, 'waste.stream', 'N06'),
          'with.vendor': await idOf(stage, 'suppliers.supplier', 'V04'),
        };
        const said = {
          ...{ 'with.departedOn': '2024-06-20', 'with.treatment': 'recycle_organic' },
          ...{ 'with.document.type': 'weigh_ticket', 'with.document.number': number, 'with.document.line': '1' },
        };
        await stage.go(
          `/records/waste.load/new?scope=site:SZ1&period=2024-06&${new URLSearchParams({ ...ids, ...said })}`,
        );
        const form = stage.page.locator('.record-form');
        await form.locator('#field-ownMassTonnes').fill('12.5');
        await stage.button('ui.form.saveSubmit', {}, form).click();
        await stage.sees(stage.t('ui.form.savedSubmitted'));
      },
    },
    {
      title: { en: 'Reviewed and approved', zh: '复核并批准' },
      says: {
        en: 'Gu Siqi reviews and Ye Minglang approves it.',
        zh: '顾思漆复核、叶明浪批准。',
      },
      does: async (stage) => {
        await reviewAndApprove(stage, `scope=site:SZ1&period=2024-06&q=${number}`);
      },
    },
    {
      title: { en: 'The factory shipped more, the group did not', zh: '工厂转移量增加，集团不变' },
      says: {
        en: 'Suzhou No. 1 shows 12.5 t more. The group shows what it did before: there it counts when it leaves Suzhou No. 2.',
        zh: '苏州一厂增加12.5吨；集团数值不变，待其从苏州二厂运出时再计入。',
      },
      picture: 'counted',
      does: async (stage) => {
        // The factory first: as long as it lacks the load, the group shows what it did before whatever it will show.
        const withLoad = Number(stage.kept.get('site:SZ1')) + 12.5;
        await expectShipped(stage, 'site:SZ1', withLoad);
        await expectShipped(stage, 'group', Number(stage.kept.get('group')));
        await expectShipped(stage, 'site:SZ1', withLoad);
      },
    },
  ],
};

// What axe says of every page of the sample company, as who may see them all sees them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCountingServer } from '#domains/water/api/devices/opcua-server.test-fixture.ts';
import { axeFindings, openReaders, pagesToLookAt } from './accessibility.ts';
import { people, type Stage } from './stage.ts';
import { openTelling } from './telling.ts';

const opened = openTelling({ database: 'PGlite', language: 'en' });
let readers: readonly Stage[] = [];

beforeAll(async () => {
  const { browser, server, stage } = opened;
  await stage.page.goto(server.firstLink);
  await stage.page.getByRole('heading', { level: 1 }).waitFor();
  readers = await openReaders(browser, stage);
});
afterAll(async () => {
  await Promise.all(readers.map((one) => one.close()));
});

test.each(pagesToLookAt)('axe finds nothing on %s', async (_, path) => {
  expect(await axeFindings(readers, path)).toEqual([]);
});

test('axe finds nothing on an audit sample', async () => {
  const { server, stage } = opened;
  const answer = await stage.page.request.post('/api/v1/audit/samples', {
    headers: { origin: server.url },
    data: { scope: 'site:WX1', period: '2024-06', kinds: 'waste.load', how: 'seed:5:A' },
  });
  const { id } = (await answer.json()) as { id: string };
  expect(await axeFindings(readers, `/audit/${id}`)).toEqual([]);
});

test('axe finds nothing on a meter, and on the form that leaves readings out', async () => {
  const answer = await opened.stage.page.request.get('/api/v1/water/meters?scope=site:SZ2&period=2024-05');
  const { meters } = (await answer.json()) as { meters: { id: string }[] };
  const leavesOut = ({ button }: Stage) => button('water.oneMeter.exclude.open').click();
  expect(await axeFindings(readers, `/water/meters/${meters[0]?.id}?period=2024-05`, leavesOut)).toEqual([]);
});

test('axe finds nothing on a person, what is held on him, and the dialog that erases him', async () => {
  const answer = await opened.stage.page.request.get('/api/v1/people');
  const { people: all } = (await answer.json()) as { people: { personId: string; name: { en: string } }[] };
  const of = `/settings/people/${all.find(({ name }) => name.en === people.recorder.en)?.personId}`;
  expect(await axeFindings(readers, of)).toEqual([]);
  expect(await axeFindings(readers, `${of}/personal-data`)).toEqual([]);
  const asksToErase = async ({ page, button }: Stage) => {
    await button('privacy.erase').click();
    await page.getByRole('dialog').waitFor();
  };
  expect(await axeFindings(readers, `${of}/personal-data`, asksToErase)).toEqual([]);
});

test('axe finds nothing on a connection by OPC UA: its form, what is wrong in it, and the certificate of its server', async () => {
  const { server, stage } = opened;
  const plant = await openCountingServer(stage.folder, { counters: { Total: { type: 'Double', value: 5 } } });
  try {
    const answer = await stage.page.request.post('/api/v1/water/connections', {
      headers: { origin: server.url },
      data: {
        ...{ name: 'Utilities', way: 'opcua', address: plant.address },
        settings: { nodes: [{ meter: 'SZ2/W-01', node: 'ns=1;s=Total' }] },
      },
    });
    expect(answer.status()).toBe(200);
    const compares = async ({ page, button, t }: Stage) => {
      await button('water.connections.compare').click();
      await page.getByRole('dialog').getByText(t('water.connections.thumbprint')).waitFor();
    };
    expect(await axeFindings(readers, '/water/connections', compares)).toEqual([]);
  } finally {
    await plant.stop();
  }
  const typesWrong = async ({ page, button, t }: Stage) => {
    await button('water.connections.new').click();
    const form = page.getByRole('dialog');
    await form.getByLabel(t('water.connections.name'), { exact: true }).fill('Utilities');
    await form.getByLabel(t('water.connections.way'), { exact: true }).click();
    await page.getByTitle(t('water.connections.way.opcua')).click();
    await form.getByLabel(t('water.connections.nodes'), { exact: true }).fill('SZ2/W-01 Total');
    await button('water.connections.make').click();
    await form.getByRole('alert').first().waitFor();
  };
  expect(await axeFindings(readers, '/water/connections', typesWrong)).toEqual([]);
});

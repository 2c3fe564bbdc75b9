// After the story, on a phone: whoever has no desk at hand follows a figure to its paper, and finds what waits for him.
import { openFirstRate } from './figures-on-pages.ts';
import { eventually, phone, type Stage, settled } from './stage.ts';

/** Nothing on the page stands beyond the screen's edge. */
async function fits(stage: Stage): Promise<void> {
  await settled(stage.page);
  await eventually(
    'the page fits the screen',
    () => stage.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    (beyond) => beyond <= 0,
  );
}

export const onAPhone: readonly (readonly [title: string, does: (stage: Stage) => Promise<void>])[] = [
  [
    'the report reads, and a figure opens its provenance',
    async (stage) => {
      await stage.page.setViewportSize(phone);
      await stage.go('/?scope=group&period=2024-H1&basis=approved');
      await fits(stage);
      await stage.page.locator('.report-callouts button').first().click();
      await stage.page.getByRole('heading', { name: stage.t('reports.page.why.formula'), exact: true }).waitFor();
      await fits(stage);
    },
  ],
  [
    'a factory’s figure leads to the load and its ticket',
    async (stage) => {
      await stage.go('/waste?scope=site:WX1&period=2024-06&basis=approved');
      await fits(stage);
      await openFirstRate(stage, true);
      await stage.page.locator('.why-records').first().click();
      await stage.page.waitForURL(/figure=/);
      await stage.page.locator('.cards .card').first().waitFor();
      await fits(stage);
      await stage.page.getByRole('textbox', { name: stage.t('ui.list.search') }).fill('240628-041');
      await eventually(
        'one card',
        () => stage.page.locator('.cards .card').count(),
        (count) => count === 1,
      );
      await stage.page.locator('.cards .card').click();
      const record = stage.page.getByRole('article');
      await record.locator('.evidence-file', { hasText: 'weigh-ticket-240628-041.pdf' }).waitFor();
      await fits(stage);
    },
  ],
  [
    'a reviewer takes the account and finds the inbox in the bar below',
    async (stage) => {
      await stage.go('/editions');
      await stage.become('reviewer');
      await stage.page.getByRole('link', { name: stage.t('ui.place.inbox') }).click();
      await stage.page.getByRole('heading', { level: 1, name: stage.t('ui.place.inbox') }).waitFor();
      await fits(stage);
    },
  ],
];

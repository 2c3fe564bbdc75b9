// What several stories do with one load: find it in its list, and have it reviewed and approved by two others.
import type { Locator } from 'playwright-core';
import type { Stage } from './stage.ts';

/** Opens the first record that a list finds under this query, beside the list. */
export async function openFound(stage: Stage, query: string, kind = 'waste.load'): Promise<Locator> {
  await stage.go(`/records/${kind}?${query}`);
  await stage.page.locator('table.records .row-button').first().click();
  const record = stage.page.getByRole('article');
  await record.waitFor();
  return record;
}

/** Takes a step with the record that is open, as whoever is signed in, and waits until the page says that it is taken. */
export async function takeStep(stage: Stage, record: Locator, step: 'review' | 'approve'): Promise<void> {
  await stage.button(`ui.step.${step}`, {}, record).click();
  await stage.sees(stage.t(`ui.step.${step}Done`, { count: 1 }));
}

/** Two others review and approve the load that a list finds under this query. */
export async function reviewAndApprove(stage: Stage, query: string): Promise<void> {
  for (const [person, step] of [
    ['reviewer', 'review'],
    ['approver', 'approve'],
  ] as const) {
    await stage.become(person);
    await takeStep(stage, await openFound(stage, query), step);
  }
}

// Figures as a reader sees them on dashboards and in the report.
import { eventually, type Stage } from './stage.ts';

/** The conversion rate on top of the waste dashboard, once it shows this value; with ◌ or without where that is said. */
export async function rateOf(stage: Stage, percent: string, { provisional }: { provisional?: boolean } = {}) {
  const figure = stage.page.locator('.key-figure .figure-key').first();
  await eventually(
    `the rate ${percent} %${provisional === undefined ? '' : provisional ? ' with ◌' : ' without ◌'}`,
    async () => (await figure.textContent())?.replace(/\s/g, '') ?? '',
    (text) =>
      provisional === undefined ? text.startsWith(`${percent}%`) : text === `${percent}%${provisional ? '◌' : ''}`,
  );
}

/** What the rate on top of the waste dashboard says; pressed, it shows where it comes from. */
export async function openFirstRate(stage: Stage, isPressed: boolean): Promise<string> {
  const figure = stage.page.locator('.key-figure .figure-key').first();
  const text = (await figure.textContent()) ?? '';
  if (isPressed) await figure.click();
  return text;
}

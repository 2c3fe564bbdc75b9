// What axe says of every page: in both languages and themes, on a laptop and on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import { languages } from '#platform/i18n/words.ts';
import { type Stage, settled } from './stage.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const themes = ['light', 'dark'] as const;

const half = 'scope=group&period=2024-H1';
const june = 'scope=site:WX1&period=2024-06';

type Kept = ReadonlyMap<string, string>;
const at = (path: string) => () => path;
const keptAs =
  (name: string, otherwise: string) =>
  (kept: Kept): string =>
    kept.get(name) ?? otherwise;

/** Pages of every kind, by name; those of the story's own import, edition and load stand where it left them. */
export const pagesToLookAt: readonly [name: string, path: (kept: Kept) => string][] = [
  ['the report', at(`/?${half}&basis=approved`)],
  ['the report with what is submitted', at(`/?${half}&basis=shown`)],
  ['editions', at('/editions')],
  ['an edition', keptAs('edition 1', '/editions')],
  ['verification', at('/verify')],
  ['the inbox', at('/inbox')],
  ['factories', at('/factories')],
  ['the dashboard of the group', at(`/waste?${half}`)],
  ['the dashboard of a factory', at(`/waste?${june}`)],
  ['loads', at(`/records/waste.load?${june}`)],
  ['a load', keptAs('load', `/records/waste.load?${june}`)],
  ['a new load', at(`/records/waste.load/new?${june}`)],
  ['manifests', at('/records/waste.manifest?scope=group&period=2024')],
  ['suppliers', at('/records/suppliers.supplier')],
  ['the start of an import', at(`/import/waste.load?${june}`)],
  ['imports', at('/imports')],
  ['an import', keptAs('import', '/imports')],
  ['targets', at('/targets')],
  ['a place without records', at('/water')],
  ['settings', at('/settings')],
  ['an address of nothing', at('/nowhere')],
  ['the sign-in', at('/sign-in')],
];

/** Everything that axe finds on a page in every dress, one line each; opens the page once per language. */
export async function axeFindings(stage: Stage, path: string): Promise<string[]> {
  const { page } = stage;
  const found: string[] = [];
  for (const language of languages) {
    await page.evaluate((chosen) => localStorage.setItem('greenfab.language', JSON.stringify(chosen)), language);
    await page.setViewportSize(sizes[0] ?? { width: 1440, height: 900 });
    await stage.go(path);
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, nodes } of violations)
          found.push(
            `${path} ${language} ${colorScheme} ${size.width}: ${id}: ${nodes
              .slice(0, 3)
              .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`)
              .join(' | ')}`,
          );
      }
    }
  }
  return found;
}

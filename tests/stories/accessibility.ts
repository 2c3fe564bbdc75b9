// What axe says of every page: in both languages and themes, on a laptop and on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { languages } from '#platform/i18n/words.ts';
import { laptop, openStage, phone, type Stage, settled } from './stage.ts';

const sizes = [laptop, phone];
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
  ['the history', at(`/history?${june}`)],
  ['closed months', at('/periods?scope=group&period=2023-H2')],
  ['corrections after closing', at('/restatements')],
  ['delegation', at('/account/delegation')],
  ['review policies', at('/settings/review')],
  ['factories', at('/factories')],
  ['a month’s end', at('/waste/month-end?scope=site:WX1&period=2024-07')],
  ['the dashboard of the group', at(`/waste?${half}`)],
  ['the dashboard of a factory', at(`/waste?${june}`)],
  ['audit samples', at(`/audit?${june}`)],
  ['an audit sample', keptAs('sample', `/audit?${june}`)],
  ['questions of the auditor', at(`/audit/questions?${half}`)],
  ['government ledgers', at(`/waste/ledgers?${june}`)],
  ['readiness for UL 2799', at('/waste/ul2799?scope=site:HU1&period=2024-06')],
  ['vendors’ papers', at(`/waste/vendors?${half}`)],
  ['weight disputes', at('/waste/weights?scope=group&period=2024')],
  ['the flows of the waste', at(`/waste/analysis?${half}`)],
  ['the ranking with its causes', at('/waste/analysis/ranking?scope=group&period=2024-Q2')],
  ['a factory taken apart', at('/waste/analysis/ranking?scope=site:HU1&period=2024-Q2')],
  ['a what-if', at('/waste/analysis/what-if?scope=site:HU1&period=2024-Q2')],
  ['improvement plans', at('/waste/improvements?scope=group')],
  ['a new improvement plan', at('/records/waste.improvement/new?scope=site:HU1')],
  ['improvement cases', at('/records/waste.case')],
  ['loads', at(`/records/waste.load?${june}`)],
  ['a load', keptAs('load', `/records/waste.load?${june}`)],
  ['a new load', at(`/records/waste.load/new?${june}`)],
  ['manifests', at('/records/waste.manifest?scope=group&period=2024')],
  ['completeness', at(`/waste/completeness?${half}`)],
  ['the storage ledger of a factory', at('/waste/storage?scope=site:WX1&period=2024-H1')],
  ['labels of bins', at('/waste/bins/labels?scope=site:HP1')],
  ['the waste bay', at('/bay')],
  ['a bin at the bay', at('/bay/HP1.H01-1')],
  ['suppliers', at('/records/suppliers.supplier')],
  ['the start of an import', at(`/import/waste.load?${june}`)],
  ['imports', at('/imports')],
  ['one-time links', at('/imports/links?scope=site:WX1')],
  ['a link that is over', at('/g/not-a-link-that-anybody-made')],
  ['an import', keptAs('import', '/imports')],
  ['files of evidence', at('/evidence?scope=group')],
  ['missing evidence', at('/evidence/missing?scope=site:WX1&period=2024-H1')],
  ['targets', at('/targets')],
  ['a place without records', at('/water')],
  ['settings', at('/settings')],
  ['backups', at('/settings/backup')],
  ['roles and rights', at('/settings/access')],
  ['people', at('/settings/people')],
  ['one’s own personal data', at('/account/personal-data')],
  ['posts', at('/settings/posts')],
  ['a hand-over', at('/settings/hand-over')],
  ['API keys', at('/account/keys')],
  ['service keys', at('/settings/service-keys')],
  ['webhooks', at('/settings/webhooks')],
  ['the API for programs', at('/api/docs')],
  ['notices', at('/notices')],
  ['how one is told', at('/account/notices')],
  ['settings of notices', at('/settings/notices')],
  ['background work', at('/settings/jobs')],
  ['sign-in and security', at('/account/security')],
  ['accounts and sign-in codes', at('/settings/invitations')],
  ['ways in', at('/settings/sign-in')],
  ['the log of access', at('/settings/access-log')],
  ['a one-time link that is over', at('/welcome#over')],
  ['an address of nothing', at('/nowhere')],
  ['the sign-in', at('/sign-in')],
];

/** One page per language, signed in as the stage's reader is; both are looked at beside each other. */
export async function openReaders(browser: Browser, stage: Stage): Promise<readonly Stage[]> {
  const cookies = await stage.page.context().cookies();
  return Promise.all(
    languages.map(async (language) => {
      const reader = await openStage(browser, stage.server, language);
      await reader.page.context().addCookies(cookies);
      return reader;
    }),
  );
}

/** Everything that axe finds on a page in every dress, one line each. */
export async function axeFindings(readers: readonly Stage[], path: string): Promise<string[]> {
  const found = await Promise.all(readers.map((reader) => findingsFor(reader, path)));
  return found.flat();
}

async function findingsFor(reader: Stage, path: string): Promise<string[]> {
  const { page, language } = reader;
  const found: string[] = [];
  await reader.go(path);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      // Every rule, in the page itself (it has no frames); what passes need not be described.
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .options({ resultTypes: ['violations'] })
        .analyze();
      for (const { id, nodes } of violations)
        found.push(
          `${path} ${language} ${colorScheme} ${size.width}: ${id}: ${nodes
            .slice(0, 3)
            .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`)
            .join(' | ')}`,
        );
    }
  }
  return found;
}

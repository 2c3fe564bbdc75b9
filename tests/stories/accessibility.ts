// What axe says of every page, and what its content policy had to refuse: on a laptop and on a phone, in both languages, its colours in both themes.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { type Language, languages } from '#platform/i18n/words.ts';
import { laptop, openStage, phone, type Stage, settled } from './stage.ts';

const sizes = [laptop, phone];
const themes = ['light', 'dark'] as const;

const half = 'scope=group&period=2024-H1';
const june = 'scope=site:WX1&period=2024-06';

/** Pages that the story of one sheet left, under the names by which it kept their addresses. */
export const pagesOfOneSheet = ['edition 1', 'load', 'import'] as const;

/** Pages of every kind, by name. */
export const pagesToLookAt: readonly [name: string, path: string][] = [
  ['the report', `/?${half}&basis=approved`],
  ['the report with what is submitted', `/?${half}&basis=shown`],
  ['editions', '/editions'],
  ['verification', '/verify'],
  ['the inbox', '/inbox'],
  ['what is found', '/search?q=wuxi'],
  ['all of a group that is found', '/search?q=24&group=waste.load'],
  ['the history', `/history?${june}`],
  ['closed months', '/periods?scope=group&period=2023-H2'],
  ['corrections after closing', '/restatements'],
  ['delegation', '/account/delegation'],
  ['review policies', '/settings/review'],
  ['factories', '/factories'],
  ['a month’s end', '/waste/month-end?scope=site:WX1&period=2024-07'],
  ['the dashboard of the group', `/waste?${half}`],
  ['the dashboard of a factory', `/waste?${june}`],
  ['audit samples', `/audit?${june}`],
  ['questions of the auditor', `/audit/questions?${half}`],
  ['government ledgers', `/waste/ledgers?${june}`],
  ['readiness for UL 2799', '/waste/ul2799?scope=site:HU1&period=2024-06'],
  ['vendors’ papers', `/waste/vendors?${half}`],
  ['weight disputes', '/waste/weights?scope=group&period=2024'],
  ['the flows of the waste', `/waste/analysis?${half}`],
  ['the ranking with its causes', '/waste/analysis/ranking?scope=group&period=2024-Q2'],
  ['a factory taken apart', '/waste/analysis/ranking?scope=site:HU1&period=2024-Q2'],
  ['a what-if', '/waste/analysis/what-if?scope=site:HU1&period=2024-Q2'],
  ['improvement plans', '/waste/improvements?scope=group'],
  ['a new improvement plan', '/records/waste.improvement/new?scope=site:HU1'],
  ['improvement cases', '/records/waste.case'],
  ['loads', `/records/waste.load?${june}`],
  ['a new load', `/records/waste.load/new?${june}`],
  ['manifests', '/records/waste.manifest?scope=group&period=2024'],
  ['completeness', `/waste/completeness?${half}`],
  ['the storage ledger of a factory', '/waste/storage?scope=site:WX1&period=2024-H1'],
  ['labels of meters', '/water/labels?scope=site:HP1'],
  ['labels of bins', '/waste/bins/labels?scope=site:HP1'],
  ['the waste bay', '/bay'],
  ['a bin at the bay', '/bay/HP1.H01-1'],
  ['the round of readings', '/water/round'],
  ['water risk of the group', '/water/risk?scope=group&period=2024'],
  ['water risk of a factory', '/water/risk?scope=site:SZ1&period=2024'],
  ['imported basins', '/water/risk/files'],
  ['suppliers', '/records/suppliers.supplier'],
  ['the start of an import', `/import/waste.load?${june}`],
  ['imports', '/imports'],
  ['one-time links', '/imports/links?scope=site:WX1'],
  ['a link that is over', '/g/not-a-link-that-anybody-made'],
  ['files of evidence', '/evidence?scope=group'],
  ['missing evidence', '/evidence/missing?scope=site:WX1&period=2024-H1'],
  ['commitments and policies', '/policies'],
  ['water-saving projects', '/water/savings'],
  ['the roll-out of intelligent water systems', '/water/roll-out'],
  ['the water of suppliers', '/water/suppliers'],
  ['substances', '/substances/list?q=lead'],
  ['a substance', '/substances/substance/cas:335-67-1'],
  ['targets', '/targets'],
  ['meters', '/water'],
  ['connections to devices', '/water/connections'],
  ['leaks and anomalies', '/water/findings'],
  ['balance', '/water/balance'],
  ['waste water', '/water/wastewater?scope=site:SZ2&period=2024'],
  ['readings from a file', '/water/readings'],
  ['rule packs', '/substances/packs'],
  ['a rule pack', '/substances/packs/rohs-eu'],
  ['two editions of a rule pack', '/substances/packs/rohs-cn/compare'],
  ['a place without records', '/chemicals'],
  ['items', '/substances?pack=rohs-eu'],
  ['taking in a bill of materials', '/substances/bom-files'],
  ['what grades require', '/substances/grades'],
  ['taking in a declaration', '/substances/declarations'],
  ['taking in a customer’s list', '/substances/customer-lists'],
  ['customers', '/substances/customers'],
  ['where a substance is', '/substances/where-used?substance=cas:117-81-7'],
  ['the impact of a draft list', '/substances/impact'],
  ['settings', '/settings'],
  ['backups', '/settings/backup'],
  ['roles and rights', '/settings/access'],
  ['people', '/settings/people'],
  ['one’s own personal data', '/account/personal-data'],
  ['posts', '/settings/posts'],
  ['a hand-over', '/settings/hand-over'],
  ['API keys', '/account/keys'],
  ['service keys', '/settings/service-keys'],
  ['webhooks', '/settings/webhooks'],
  ['the API for programs', '/api/docs'],
  ['notices', '/notices'],
  ['how one is told', '/account/notices'],
  ['settings of notices', '/settings/notices'],
  ['background work', '/settings/jobs'],
  ['sign-in and security', '/account/security'],
  ['accounts and sign-in codes', '/settings/invitations'],
  ['ways in', '/settings/sign-in'],
  ['the log of access', '/settings/access-log'],
  ['a one-time link that is over', '/welcome#over'],
  ['an address of nothing', '/nowhere'],
  ['the sign-in', '/sign-in'],
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

/**
 * Everything that axe finds on a page in every dress and that its content policy refuses, one line each; `press` opens what
 * stands there only after a press.
 */
export async function axeFindings(
  readers: readonly Stage[],
  path: string,
  press?: (reader: Stage) => Promise<void>,
): Promise<string[]> {
  const found = await Promise.all(readers.map((reader) => findingsFor(reader, path, press)));
  return found.flat();
}

/** Half of a look is spent on reading axe in: the next looks at the same document have it there. */
const thereAlready = { axeSource: ';' };

/** Those of axe's usual rules that look at colours; naming the whole category would ask for AAA too. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What may come out otherwise in this dress: colours are those of the theme in whatever language, and everything else is that of
 * the language in whatever theme. Contrast takes most of a look, so that each is looked at where it can differ.
 */
const rulesFor = (
  language: Language,
  theme: (typeof themes)[number],
): Parameters<AxeBuilder['options']>[0] | undefined => {
  if (language !== languages[0])
    return theme === 'light' ? { rules: { 'color-contrast': { enabled: false } } } : undefined;
  return theme === 'light' ? {} : { runOnly: { type: 'rule', values: [...colourRules] } };
};

async function findingsFor(reader: Stage, path: string, press?: (reader: Stage) => Promise<void>): Promise<string[]> {
  const { page, language } = reader;
  const found: string[] = [];
  await reader.go(path);
  await press?.(reader);
  let axe = {};
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of themes) {
      const rules = rulesFor(language, colorScheme);
      if (!rules) continue;
      await page.emulateMedia({ colorScheme });
      await settled(page);
      // In the page itself (it has no frames); what passes need not be described.
      const { violations } = await new AxeBuilder({ page, ...axe })
        .setLegacyMode()
        .options({ resultTypes: ['violations'], ...rules })
        .analyze();
      axe = thereAlready;
      for (const { id, nodes } of violations)
        found.push(
          `${path} ${language} ${colorScheme} ${size.width}: ${id}: ${nodes
            .slice(0, 3)
            .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`)
            .join(' | ')}`,
        );
    }
  }
  found.push(...reader.refusedByPolicy.splice(0).map((line) => `${path} ${language}: ${line}`));
  return found;
}

// Which page stands at which address; every page is fetched when it is first opened.
import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import type { PageSearch } from '#platform/ui/address.ts';
import { Waiting } from '#platform/ui/page.tsx';
import { NotFoundPage } from './not-found-page.tsx';

/** Addresses hold plain words: `period=2024`, never `period=%222024%22`. */
const parseSearch = (text: string) => Object.fromEntries(new URLSearchParams(text));
const stringifySearch = (search: Record<string, unknown>) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  // Commas, colons and the like are legible as they are.
  const text = query.toString().replace(/%3A/g, ':').replace(/%2C/g, ',');
  return text === '' ? '' : `?${text}`;
};

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});

/** Behind a one-time link, and before a second factor is set up: nobody is in yet. */
const before = [
  createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    component: lazyRouteComponent(() => import('./ways-in/welcome-page.tsx'), 'WelcomePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/set-up',
    component: lazyRouteComponent(() => import('./ways-in/set-up-page.tsx'), 'SetUpPage'),
  }),
];

/** Pages of a phone stand by themselves: they have to come up without network, where the shell cannot ask who is there. */
const bay = lazyRouteComponent(() => import('#domains/waste/pages/bay/bay-page.tsx'), 'BayPage');
const round = lazyRouteComponent(() => import('#domains/water/pages/round/round-page.tsx'), 'RoundPage');
const onPhone = Object.entries({
  '/bay': bay,
  '/bay/$bin': bay,
  '/water/round': round,
  '/water/round/$meter': round,
}).map(
  ([path, component]) => createRoute({ getParentRoute: () => root, path, component } as never) as unknown as AnyRoute,
);

/** Who writes a program reads how, before he has an account. */
const apiDocs = createRoute({
  getParentRoute: () => root,
  path: '/api/docs',
  component: lazyRouteComponent(() => import('./api/docs-page.tsx'), 'ApiDocsPage'),
});
/** What a guest opens, who has no account and is to see nothing of ours. */
const guest = createRoute({
  getParentRoute: () => root,
  path: '/g/$token',
  component: lazyRouteComponent(() => import('./link-pages.tsx'), 'GuestPage'),
} as never) as unknown as AnyRoute;

/** What shows before the shell does. */
const Starting = () => (
  <main className="starting">
    <h1 className="visually-hidden">greenfab</h1>
    <Waiting />
  </main>
);

/** Everything that stands inside the shell keeps scope, period and basis from page to page. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  validateSearch: (search: Record<string, unknown>) => search as PageSearch & Record<string, string>,
  search: { middlewares: [retainSearchParams(['scope', 'period', 'basis'])] },
  component: lazyRouteComponent(() => import('./signed-in.tsx'), 'SignedIn'),
  pendingComponent: Starting,
});

// The routes are not typed by their paths: pages of the platform know no route tree.
const page = (path: string, component: ReturnType<typeof lazyRouteComponent>): AnyRoute =>
  createRoute({ getParentRoute: () => inside, path, component } as never) as unknown as AnyRoute;

const livingReport = lazyRouteComponent(() => import('#domains/reports/pages/living-report.tsx'), 'LivingReportPage');
const recordPages = {
  list: lazyRouteComponent(() => import('./record-pages.tsx'), 'ListPage'),
  record: lazyRouteComponent(() => import('./record-pages.tsx'), 'RecordPage'),
  entry: lazyRouteComponent(() => import('./record-pages.tsx'), 'NewRecordPage'),
  importStart: lazyRouteComponent(() => import('./import-pages.tsx'), 'ImportStartPage'),
  importOne: lazyRouteComponent(() => import('./import-pages.tsx'), 'ImportPage'),
  imports: lazyRouteComponent(() => import('./import-pages.tsx'), 'ImportsPage'),
};
const auditPages = {
  samples: lazyRouteComponent(() => import('./audit-pages.tsx'), 'SamplesPage'),
  sample: lazyRouteComponent(() => import('./audit-pages.tsx'), 'SamplePage'),
  questions: lazyRouteComponent(() => import('./audit-pages.tsx'), 'QuestionsPage'),
};
const wasteAnalysis = lazyRouteComponent(() => import('#domains/waste/pages/analysis.tsx'), 'WasteAnalysisPage');
const supplierWater = lazyRouteComponent(() => import('#domains/water/pages/suppliers.tsx'), 'SupplierWaterPage');
const notYet = lazyRouteComponent(() => import('./not-yet-page.tsx'), 'NotYetPage');

const tree = root.addChildren([
  signIn,
  ...before,
  apiDocs,
  ...onPhone,
  guest,
  inside.addChildren([
    page(
      '/',
      lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
    ),
    page('/f/$id', livingReport),
    page(
      '/water/savings',
      lazyRouteComponent(() => import('#domains/water/pages/savings.tsx'), 'SavingsPage'),
    ),
    page(
      '/water/savings/$id',
      lazyRouteComponent(() => import('#domains/water/pages/saving.tsx'), 'SavingPage'),
    ),
    page(
      '/water/roll-out',
      lazyRouteComponent(() => import('#domains/water/pages/roll-out.tsx'), 'RollOutPage'),
    ),
    page('/water/suppliers', supplierWater),
    page(
      '/policies',
      lazyRouteComponent(() => import('#domains/policies/pages/policies.tsx'), 'PoliciesPage'),
    ),
    page(
      '/policies/$id',
      lazyRouteComponent(() => import('#domains/policies/pages/document.tsx'), 'PolicyPage'),
    ),
    page(
      '/editions',
      lazyRouteComponent(() => import('#domains/reports/pages/editions.tsx'), 'EditionsPage'),
    ),
    page(
      '/editions/$id',
      lazyRouteComponent(() => import('#domains/reports/pages/edition.tsx'), 'EditionPage'),
    ),
    page(
      '/verify',
      lazyRouteComponent(() => import('#domains/reports/pages/verify.tsx'), 'VerifyPage'),
    ),
    page(
      '/waste',
      lazyRouteComponent(() => import('./dashboard-page.tsx'), 'DashboardPage'),
    ),
    page(
      '/waste/completeness',
      lazyRouteComponent(() => import('#domains/waste/pages/completeness.tsx'), 'CompletenessPage'),
    ),
    page(
      '/waste/storage',
      lazyRouteComponent(() => import('#domains/waste/pages/storage.tsx'), 'StoragePage'),
    ),
    page(
      '/waste/bins/labels',
      lazyRouteComponent(() => import('#domains/waste/pages/bin-labels.tsx'), 'BinLabelsPage'),
    ),
    page('/waste/analysis', wasteAnalysis),
    page('/waste/analysis/$part', wasteAnalysis),
    page(
      '/waste/improvements',
      lazyRouteComponent(() => import('#domains/waste/pages/improvements.tsx'), 'WasteImprovementsPage'),
    ),
    page(
      '/waste/ledgers',
      lazyRouteComponent(() => import('#domains/waste/pages/ledgers.tsx'), 'LedgersPage'),
    ),
    page(
      '/waste/ul2799',
      lazyRouteComponent(() => import('#domains/waste/pages/ul2799.tsx'), 'Ul2799Page'),
    ),
    page(
      '/waste/month-end',
      lazyRouteComponent(() => import('#domains/waste/pages/month-end.tsx'), 'MonthEndPage'),
    ),
    page(
      '/waste/vendors',
      lazyRouteComponent(() => import('#domains/waste/pages/vendors.tsx'), 'WasteVendorsPage'),
    ),
    page(
      '/waste/weights',
      lazyRouteComponent(() => import('#domains/waste/pages/weights.tsx'), 'WasteWeightsPage'),
    ),
    page(
      '/targets',
      lazyRouteComponent(() => import('#domains/targets/pages/targets.tsx'), 'TargetsPage'),
    ),
    page(
      '/evidence',
      lazyRouteComponent(() => import('./evidence-page.tsx'), 'EvidencePage'),
    ),
    page(
      '/evidence/missing',
      lazyRouteComponent(() => import('./missing-evidence-page.tsx'), 'MissingEvidencePage'),
    ),
    page('/records/$kind', recordPages.list),
    page('/records/$kind/new', recordPages.entry),
    page('/records/$kind/$id', recordPages.record),
    page('/import/$kind', recordPages.importStart),
    page('/imports', recordPages.imports),
    page(
      '/imports/links',
      lazyRouteComponent(() => import('./link-pages.tsx'), 'LinksPage'),
    ),
    page('/imports/$id', recordPages.importOne),
    page(
      '/inbox',
      lazyRouteComponent(() => import('./inbox-page.tsx'), 'InboxPage'),
    ),
    page(
      '/restatements',
      lazyRouteComponent(() => import('./restatements-page.tsx'), 'RestatementsPage'),
    ),
    page(
      '/periods',
      lazyRouteComponent(() => import('#platform/records/web/closing.tsx'), 'ClosingPage'),
    ),
    page(
      '/account/delegation',
      lazyRouteComponent(() => import('#platform/records/web/delegation.tsx'), 'DelegationPage'),
    ),
    page(
      '/settings/review',
      lazyRouteComponent(() => import('#platform/records/web/review-settings.tsx'), 'ReviewSettingsPage'),
    ),
    page('/audit', auditPages.samples),
    page('/audit/questions', auditPages.questions),
    page('/audit/$id', auditPages.sample),
    page(
      '/search',
      lazyRouteComponent(() => import('#platform/ui/search-page.tsx'), 'SearchPage'),
    ),
    page(
      '/history',
      lazyRouteComponent(() => import('./history-page.tsx'), 'HistoryPage'),
    ),
    page(
      '/settings/backup',
      lazyRouteComponent(() => import('#platform/backup/web/backup-page.tsx'), 'BackupPage'),
    ),
    page(
      '/notices',
      lazyRouteComponent(() => import('./notices/notices-page.tsx'), 'NoticesPage'),
    ),
    page(
      '/account/notices',
      lazyRouteComponent(() => import('./notices/account-page.tsx'), 'AccountNoticesPage'),
    ),
    page(
      '/settings/notices',
      lazyRouteComponent(() => import('./notices/settings-page.tsx'), 'NoticeSettingsPage'),
    ),
    page(
      '/settings/jobs',
      lazyRouteComponent(() => import('./notices/jobs-page.tsx'), 'JobsPage'),
    ),
    page(
      '/factories',
      lazyRouteComponent(() => import('./factories-page.tsx'), 'FactoriesPage'),
    ),
    page(
      '/account/keys',
      lazyRouteComponent(() => import('./api/keys-page.tsx'), 'KeysPage'),
    ),
    page(
      '/settings/service-keys',
      lazyRouteComponent(() => import('./api/keys-page.tsx'), 'ServiceKeysPage'),
    ),
    page(
      '/settings/webhooks',
      lazyRouteComponent(() => import('./api/webhooks-page.tsx'), 'WebhooksPage'),
    ),
    page(
      '/settings',
      lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
    ),
    page(
      '/account/security',
      lazyRouteComponent(() => import('./ways-in/security-page.tsx'), 'SecurityPage'),
    ),
    page(
      '/settings/invitations',
      lazyRouteComponent(() => import('./ways-in/invitations-page.tsx'), 'InvitationsPage'),
    ),
    page(
      '/settings/sign-in',
      lazyRouteComponent(() => import('./ways-in/rule-page.tsx'), 'WaysInRulePage'),
    ),
    page(
      '/settings/access-log',
      lazyRouteComponent(() => import('./ways-in/access-log-page.tsx'), 'AccessLogPage'),
    ),
    page(
      '/settings/access',
      lazyRouteComponent(() => import('./people/access-page.tsx'), 'AccessPage'),
    ),
    page(
      '/settings/people',
      lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
    ),
    page(
      '/settings/people/$id',
      lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
    ),
    page(
      '/settings/people/$id/personal-data',
      lazyRouteComponent(() => import('./people/personal-data-pages.tsx'), 'PersonDataPage'),
    ),
    page(
      '/account/personal-data',
      lazyRouteComponent(() => import('./people/personal-data-pages.tsx'), 'OwnDataPage'),
    ),
    page(
      '/settings/posts',
      lazyRouteComponent(() => import('./people/posts-page.tsx'), 'PostsPage'),
    ),
    page(
      '/settings/hand-over',
      lazyRouteComponent(() => import('./people/hand-over-page.tsx'), 'HandOverPage'),
    ),
    page(
      '/water/connections',
      lazyRouteComponent(() => import('#domains/water/pages/connections.tsx'), 'ConnectionsPage'),
    ),
    page(
      '/water/balance',
      lazyRouteComponent(() => import('#domains/water/pages/balance.tsx'), 'BalancePage'),
    ),
    page(
      '/water/wastewater',
      lazyRouteComponent(() => import('#domains/water/pages/wastewater.tsx'), 'WastewaterPage'),
    ),
    page(
      '/water/readings',
      lazyRouteComponent(() => import('#domains/water/pages/reading-import.tsx'), 'ReadingImportPage'),
    ),
    page(
      '/water',
      lazyRouteComponent(() => import('#domains/water/pages/meters.tsx'), 'MetersPage'),
    ),
    page(
      '/water/labels',
      lazyRouteComponent(() => import('#domains/water/pages/meter-labels.tsx'), 'MeterLabelsPage'),
    ),
    page(
      '/water/findings',
      lazyRouteComponent(() => import('#domains/water/pages/findings.tsx'), 'FindingsPage'),
    ),
    page(
      '/water/meters/$id',
      lazyRouteComponent(() => import('#domains/water/pages/meter.tsx'), 'MeterPage'),
    ),
    page(
      '/water/meters/$id/replace',
      lazyRouteComponent(() => import('#domains/water/pages/replace-meter.tsx'), 'ReplaceMeterPage'),
    ),
    page(
      '/water/findings/$id',
      lazyRouteComponent(() => import('#domains/water/pages/finding.tsx'), 'FindingPage'),
    ),
    page(
      '/water/risk',
      lazyRouteComponent(() => import('#domains/water/pages/risk.tsx'), 'RiskPage'),
    ),
    page(
      '/water/risk/files',
      lazyRouteComponent(() => import('#domains/water/pages/basins.tsx'), 'BasinsPage'),
    ),
    page('$', NotFoundPage as never),
    ...['substances', 'chemicals', 'certification', 'projects', 'training'].map((name) => page(`/${name}`, notYet)),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 300,
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

// Which page stands at which address of records: what is entered, imported, closed, searched, proved and for which sites.
import { lazyRouteComponent } from '@tanstack/react-router';

export const recordsPages = {
  '/evidence': lazyRouteComponent(() => import('../evidence-page.tsx'), 'EvidencePage'),
  '/evidence/missing': lazyRouteComponent(() => import('../missing-evidence-page.tsx'), 'MissingEvidencePage'),
  '/records/$kind': lazyRouteComponent(() => import('../record-pages.tsx'), 'ListPage'),
  '/records/$kind/new': lazyRouteComponent(() => import('../record-pages.tsx'), 'NewRecordPage'),
  '/records/$kind/$id': lazyRouteComponent(() => import('../record-pages.tsx'), 'RecordPage'),
  '/import/$kind': lazyRouteComponent(() => import('../import-pages.tsx'), 'ImportStartPage'),
  '/imports': lazyRouteComponent(() => import('../import-pages.tsx'), 'ImportsPage'),
  '/imports/links': lazyRouteComponent(() => import('../link-pages.tsx'), 'LinksPage'),
  '/imports/$id': lazyRouteComponent(() => import('../import-pages.tsx'), 'ImportPage'),
  '/inbox': lazyRouteComponent(() => import('../inbox-page.tsx'), 'InboxPage'),
  '/restatements': lazyRouteComponent(() => import('../restatements-page.tsx'), 'RestatementsPage'),
  '/periods': lazyRouteComponent(() => import('#platform/records/web/closing.tsx'), 'ClosingPage'),
  '/search': lazyRouteComponent(() => import('#platform/ui/search-page.tsx'), 'SearchPage'),
  '/factories': lazyRouteComponent(() => import('../factories-page.tsx'), 'FactoriesPage'),
};

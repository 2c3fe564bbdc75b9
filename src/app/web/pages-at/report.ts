// Which page stands at which address of the report: what is told, promised, published, verified and sampled.
import { lazyRouteComponent } from '@tanstack/react-router';

export const reportPages = {
  '/': lazyRouteComponent(() => import('../home-page.tsx'), 'HomePage'),
  '/f/$id': lazyRouteComponent(() => import('#domains/reports/pages/living-report.tsx'), 'LivingReportPage'),
  '/policies': lazyRouteComponent(() => import('#domains/policies/pages/policies.tsx'), 'PoliciesPage'),
  '/policies/$id': lazyRouteComponent(() => import('#domains/policies/pages/document.tsx'), 'PolicyPage'),
  '/editions': lazyRouteComponent(() => import('#domains/reports/pages/editions.tsx'), 'EditionsPage'),
  '/editions/$id': lazyRouteComponent(() => import('#domains/reports/pages/edition.tsx'), 'EditionPage'),
  '/verify': lazyRouteComponent(() => import('#domains/reports/pages/verify.tsx'), 'VerifyPage'),
  '/targets': lazyRouteComponent(() => import('#domains/targets/pages/targets.tsx'), 'TargetsPage'),
  '/audit': lazyRouteComponent(() => import('../audit-pages.tsx'), 'SamplesPage'),
  '/audit/questions': lazyRouteComponent(() => import('../audit-pages.tsx'), 'QuestionsPage'),
  '/audit/$id': lazyRouteComponent(() => import('../audit-pages.tsx'), 'SamplePage'),
  '/history': lazyRouteComponent(() => import('../history-page.tsx'), 'HistoryPage'),
};

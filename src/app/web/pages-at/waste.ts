// Which page stands at which address of waste.
import { lazyRouteComponent } from '@tanstack/react-router';

const wasteAnalysisPage = lazyRouteComponent(() => import('#domains/waste/pages/analysis.tsx'), 'WasteAnalysisPage');

export const wastePages = {
  '/waste': lazyRouteComponent(() => import('../dashboard-page.tsx'), 'DashboardPage'),
  '/waste/completeness': lazyRouteComponent(() => import('#domains/waste/pages/completeness.tsx'), 'CompletenessPage'),
  '/waste/storage': lazyRouteComponent(() => import('#domains/waste/pages/storage.tsx'), 'StoragePage'),
  '/waste/bins/labels': lazyRouteComponent(() => import('#domains/waste/pages/bin-labels.tsx'), 'BinLabelsPage'),
  '/waste/analysis': wasteAnalysisPage,
  '/waste/analysis/$part': wasteAnalysisPage,
  '/waste/improvements': lazyRouteComponent(
    () => import('#domains/waste/pages/improvements.tsx'),
    'WasteImprovementsPage',
  ),
  '/waste/ledgers': lazyRouteComponent(() => import('#domains/waste/pages/ledgers.tsx'), 'LedgersPage'),
  '/waste/ul2799': lazyRouteComponent(() => import('#domains/waste/pages/ul2799.tsx'), 'Ul2799Page'),
  '/waste/month-end': lazyRouteComponent(() => import('#domains/waste/pages/month-end.tsx'), 'MonthEndPage'),
  '/waste/vendors': lazyRouteComponent(() => import('#domains/waste/pages/vendors.tsx'), 'WasteVendorsPage'),
  '/waste/weights': lazyRouteComponent(() => import('#domains/waste/pages/weights.tsx'), 'WasteWeightsPage'),
};

// Which page stands at which address of water.
import { lazyRouteComponent } from '@tanstack/react-router';

export const waterPages = {
  '/water/savings': lazyRouteComponent(() => import('#domains/water/pages/savings.tsx'), 'SavingsPage'),
  '/water/savings/$id': lazyRouteComponent(() => import('#domains/water/pages/saving.tsx'), 'SavingPage'),
  '/water/roll-out': lazyRouteComponent(() => import('#domains/water/pages/roll-out.tsx'), 'RollOutPage'),
  '/water/suppliers': lazyRouteComponent(() => import('#domains/water/pages/suppliers.tsx'), 'SupplierWaterPage'),
  '/water/connections': lazyRouteComponent(() => import('#domains/water/pages/connections.tsx'), 'ConnectionsPage'),
  '/water/balance': lazyRouteComponent(() => import('#domains/water/pages/balance.tsx'), 'BalancePage'),
  '/water/wastewater': lazyRouteComponent(() => import('#domains/water/pages/wastewater.tsx'), 'WastewaterPage'),
  '/water/readings': lazyRouteComponent(() => import('#domains/water/pages/reading-import.tsx'), 'ReadingImportPage'),
  '/water': lazyRouteComponent(() => import('#domains/water/pages/meters.tsx'), 'MetersPage'),
  '/water/labels': lazyRouteComponent(() => import('#domains/water/pages/meter-labels.tsx'), 'MeterLabelsPage'),
  '/water/findings': lazyRouteComponent(() => import('#domains/water/pages/findings.tsx'), 'FindingsPage'),
  '/water/meters/$id': lazyRouteComponent(() => import('#domains/water/pages/meter.tsx'), 'MeterPage'),
  '/water/meters/$id/replace': lazyRouteComponent(
    () => import('#domains/water/pages/replace-meter.tsx'),
    'ReplaceMeterPage',
  ),
  '/water/findings/$id': lazyRouteComponent(() => import('#domains/water/pages/finding.tsx'), 'FindingPage'),
  '/water/risk': lazyRouteComponent(() => import('#domains/water/pages/risk.tsx'), 'RiskPage'),
  '/water/risk/files': lazyRouteComponent(() => import('#domains/water/pages/basins.tsx'), 'BasinsPage'),
};

// Which page stands at which address of substances.
import { lazyRouteComponent } from '@tanstack/react-router';

const items = lazyRouteComponent(() => import('#domains/substances/pages/items.tsx'), 'ItemsPage');

export const substancesPages = {
  '/substances': items,
  '/substances/items': items,
  '/substances/items/$id': lazyRouteComponent(() => import('#domains/substances/pages/item.tsx'), 'ItemPage'),
  '/substances/declarations': lazyRouteComponent(() => import('../substance-files-pages.tsx'), 'DeclarationFilesPage'),
  '/substances/bom-files': lazyRouteComponent(() => import('../substance-files-pages.tsx'), 'BomFilesPage'),
  '/substances/grades': lazyRouteComponent(() => import('#domains/substances/pages/grades.tsx'), 'GradesPage'),
  '/substances/where-used': lazyRouteComponent(
    () => import('#domains/substances/pages/where-used.tsx'),
    'WhereUsedPage',
  ),
  '/substances/impact': lazyRouteComponent(() => import('#domains/substances/pages/impact.tsx'), 'ImpactPage'),
  '/substances/packs': lazyRouteComponent(() => import('#domains/substances/pages/packs.tsx'), 'PacksPage'),
  '/substances/packs/$pack': lazyRouteComponent(() => import('#domains/substances/pages/pack.tsx'), 'PackPage'),
  '/substances/packs/$pack/compare': lazyRouteComponent(
    () => import('#domains/substances/pages/pack-compare.tsx'),
    'PackComparePage',
  ),
  '/substances/customers': lazyRouteComponent(() => import('#domains/substances/pages/customers.tsx'), 'CustomersPage'),
  '/substances/customer-lists': lazyRouteComponent(
    () => import('#domains/substances/pages/take-customer-list.tsx'),
    'TakeCustomerListPage',
  ),
  '/substances/list': lazyRouteComponent(() => import('#domains/substances/pages/substances.tsx'), 'SubstancesPage'),
  '/substances/substance/$key': lazyRouteComponent(
    () => import('#domains/substances/pages/substance.tsx'),
    'SubstancePage',
  ),
};

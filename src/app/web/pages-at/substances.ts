// Which page stands at which address of substances.
import { lazyRouteComponent } from '@tanstack/react-router';

const packs = lazyRouteComponent(() => import('#domains/substances/pages/packs.tsx'), 'PacksPage');

export const substancesPages = {
  // The rule packs, until items have a list of their own.
  '/substances': packs,
  '/substances/packs': packs,
  '/substances/packs/$pack': lazyRouteComponent(() => import('#domains/substances/pages/pack.tsx'), 'PackPage'),
  '/substances/packs/$pack/compare': lazyRouteComponent(
    () => import('#domains/substances/pages/pack-compare.tsx'),
    'PackComparePage',
  ),
  '/substances/list': lazyRouteComponent(() => import('#domains/substances/pages/substances.tsx'), 'SubstancesPage'),
  '/substances/substance/$key': lazyRouteComponent(
    () => import('#domains/substances/pages/substance.tsx'),
    'SubstancePage',
  ),
};

// The dashboard of the company: waste, and in it the tiles of water.
import { WasteDashboardPage } from '#domains/waste/pages/dashboard.tsx';
import { WaterTiles } from '#domains/water/pages/water-tiles.tsx';

/** What stands on the dashboard of each domain. */
export function DashboardPage() {
  return <WasteDashboardPage others={<WaterTiles />} />;
}

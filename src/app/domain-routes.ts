// The endpoints that domains have besides what a record kind gives.
import type { Route } from '#platform/http/route.ts';
import type { Installation } from './installation.ts';

/** Routes of reports, targets and waste over one installation. */
export function domainRoutes(_installation: Installation): Route[] {
  return [];
}

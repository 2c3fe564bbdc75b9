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
import { recordsPages } from './pages-at/records.ts';
import { reportPages } from './pages-at/report.ts';
import { settingsPages } from './pages-at/settings.ts';
import { substancesPages } from './pages-at/substances.ts';
import { wastePages } from './pages-at/waste.ts';
import { waterPages } from './pages-at/water.ts';

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

/** What stands where inside the shell, by place. */
const pages = { ...reportPages, ...recordsPages, ...wastePages, ...waterPages, ...substancesPages, ...settingsPages };
const notYet = lazyRouteComponent(() => import('./not-yet-page.tsx'), 'NotYetPage');

const tree = root.addChildren([
  signIn,
  ...before,
  apiDocs,
  ...onPhone,
  guest,
  inside.addChildren([
    ...Object.entries(pages).map(([path, component]) => page(path, component)),
    page('$', NotFoundPage as never),
    ...['chemicals', 'certification', 'projects', 'training'].map((name) => page(`/${name}`, notYet)),
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

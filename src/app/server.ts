// The server: routes of all domains over one installation, the background actors, and the web application.
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { peopleRoutes } from '#platform/access/people-routes.ts';
import { accessRoutes } from '#platform/access/routes.ts';
import { type Session, sessionOf } from '#platform/access/session.ts';
import { makeSignIn, type SignIn } from '#platform/access/sign-in.ts';
import { keepTending } from '#platform/db/tend.ts';
import { evidenceRoutes } from '#platform/evidence/routes.ts';
import { historyRoutes } from '#platform/history/routes.ts';
import { keepSealing } from '#platform/history/seal.ts';
import { openApiRoute } from '#platform/http/openapi.ts';
import type { Route } from '#platform/http/route.ts';
import { makeServer } from '#platform/http/server.ts';
import { importRoutes } from '#platform/intake/routes.ts';
import { keepSweeping } from '#platform/intake/sweep.ts';
import { keepDoing } from '#platform/jobs/keep-doing.ts';
import { keepWorking } from '#platform/jobs/work.ts';
import { behindFigure } from '#platform/kpi/drill.ts';
import { effectRoutes } from '#platform/kpi/effect-routes.ts';
import { spread } from '#platform/notify/spread.ts';
import { inboxRoutes } from '#platform/records/server/inbox.ts';
import { periodRoutes } from '#platform/records/server/periods.ts';
import { reviewRoutes } from '#platform/records/server/review-routes.ts';
import { recordRoutes } from '#platform/records/server/routes.ts';
import { domainRoutes } from './domain-routes.ts';
import type { Installation } from './installation.ts';
import { jobs } from './jobs.ts';
import { searchRoutes } from './search.ts';
import { closingGuards, inboxSources, kinds, kpis, siteDays, todayNow, words } from './wiring.ts';

/** What was committed is told within this time. */
const SPREAD_MS = 2_000;
const MAX_UPLOAD_BYTES = 2 * 1024 ** 3;

/** A server that takes requests until it is told to stop. */
export interface RunningServer {
  app: FastifyInstance;
  signIn: SignIn;
  /** the address that it listens on */
  address: string;
  stop(): Promise<void>;
}

/** Every route of the program; the permission test walks this list. */
export function allRoutes(installation: Installation, signIn: SignIn): Route[] {
  const { db, evidence, figures, intake, packs, settings } = installation;
  const files = { evidence, maxUploadBytes: MAX_UPLOAD_BYTES };
  const dues = { kinds, todayIn: todayNow, siteDays: siteDays(packs) };
  const routes = [
    ...accessRoutes({ db, signIn, sample: settings.sample }),
    ...peopleRoutes({ db, kinds, todayIn: todayNow }),
    ...recordRoutes({
      ...dues,
      db,
      words,
      limits: intake.limits,
      behindFigure: (tx, kind, id) => behindFigure(tx, kinds, kpis, figures, kind, id),
    }),
    ...effectRoutes({ db, kinds, kpis, figures, words, todayIn: todayNow, limits: intake.limits }),
    ...importRoutes({ ...intake, ...files }),
    ...inboxRoutes({ ...dues, db, sources: inboxSources(packs) }),
    ...reviewRoutes({ db, kinds, todayIn: todayNow }),
    ...periodRoutes({ db, kinds, guards: closingGuards(packs) }),
    ...evidenceRoutes({ db, kinds, ...files }),
    ...historyRoutes({ db, kinds }),
    ...domainRoutes(installation),
    ...searchRoutes(db),
  ];
  return [...routes, openApiRoute(routes)];
}

/** Starts listening, sealing and figuring. */
export async function startServer(installation: Installation): Promise<RunningServer> {
  const { db, settings } = installation;
  const signIn = makeSignIn({
    db,
    secret: settings.secret,
    baseUrl: settings.url,
    sample: settings.sample,
    port: settings.port,
  });
  // Rights are read anew at most once a second a person: a page asks for several things at once.
  const remembered = new Map<string, { session: Promise<Session | null>; until: number }>();
  const sessionBehind = async (headers: Parameters<SignIn['personOf']>[0]): Promise<Session | null> => {
    const personId = await signIn.personOf(headers);
    if (!personId) return null;
    const known = remembered.get(personId);
    if (known && known.until > Date.now()) return known.session;
    const session = sessionOf(db, personId, todayNow('Asia/Shanghai'));
    if (remembered.size > 5_000) remembered.clear();
    remembered.set(personId, { session, until: Date.now() + 1_000 });
    session.catch(() => remembered.delete(personId));
    return session;
  };
  const app = await makeServer(
    {
      routes: allRoutes(installation, signIn),
      words,
      language: settings.language,
      sessionOf: (request) => sessionBehind(request.headers),
      refuseForeignOrigin: (headers) => signIn.refuseForeignOrigin(headers),
      webFolder: join(settings.home, 'dist', 'web'),
      maxUploadBytes: MAX_UPLOAD_BYTES,
    },
    (server) => signIn.mount(server),
  );
  const address = await app.listen({ port: settings.port, host: '127.0.0.1' });
  const sealing = keepSealing(db);
  const figuring = installation.figures.start();
  const tending = keepTending(db);
  const sweeping = keepSweeping({ db, kinds });
  const working = keepWorking({
    db,
    jobs,
    sessionOf: (personId) => sessionOf(db, personId, todayNow('Asia/Shanghai')),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  const spreading = keepDoing(SPREAD_MS, () => spread({ db, channels: [], todayIn: todayNow, now: () => new Date() }));
  return {
    app,
    signIn,
    address,
    stop: async () => {
      await app.close();
      await working.stop();
      await spreading.stop();
      await tending.stop();
      await sweeping.stop();
      await figuring.stop();
      await sealing.stop();
    },
  };
}

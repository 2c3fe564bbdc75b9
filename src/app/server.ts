// The server: routes of all domains over one installation, the background actors, and the web application.
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { countMarked } from '#domains/water/api/counting.ts';
import { openBroker } from '#domains/water/api/devices/own-broker.ts';
import { runConnections } from '#domains/water/api/devices/run-connections.ts';
import { judgeInQuiet } from '#domains/water/api/judging.ts';
import { keepSweepingAccess } from '#platform/access/access-events.ts';
import { keyRoutes } from '#platform/access/key-routes.ts';
import { noteFile, noteNotAllowed } from '#platform/access/note-file.ts';
import { peopleRoutes } from '#platform/access/people-routes.ts';
import { privacyRoutes } from '#platform/access/privacy-routes.ts';
import { accessRoutes } from '#platform/access/routes.ts';
import { asksSecondFactor } from '#platform/access/second-factor-policy.ts';
import { sessionOf } from '#platform/access/session.ts';
import { makeSignIn, type SignIn } from '#platform/access/sign-in.ts';
import { waysInRoutes } from '#platform/access/ways-in-routes.ts';
import { type WhoAsksOptions, whoAsks } from '#platform/access/who-asks.ts';
import { auditRoutes } from '#platform/audit/routes.ts';
import { backupRoutes } from '#platform/backup/routes.ts';
import { makeShelf } from '#platform/backup/shelf.ts';
import { keepTending } from '#platform/db/tend.ts';
import { fileRoutes } from '#platform/evidence/file-routes.ts';
import { evidenceListRoutes } from '#platform/evidence/list-routes.ts';
import { evidenceRoutes } from '#platform/evidence/routes.ts';
import { keepScanning, scannerOf } from '#platform/evidence/scan.ts';
import { guestRoutes } from '#platform/guest/routes.ts';
import { progressBook } from '#platform/history/progress.ts';
import { historyRoutes } from '#platform/history/routes.ts';
import { keepSealing } from '#platform/history/seal.ts';
import { namedAnswers, sweepAnswers } from '#platform/http/named-requests.ts';
import { openApiRoute } from '#platform/http/openapi.ts';
import { RateLimit } from '#platform/http/rate-limit.ts';
import type { Route } from '#platform/http/route.ts';
import { makeServer, type ServerOptions } from '#platform/http/server.ts';
import { importRoutes } from '#platform/intake/routes.ts';
import { keepSweeping } from '#platform/intake/sweep.ts';
import { keepDoing } from '#platform/jobs/keep-doing.ts';
import { jobRoutes } from '#platform/jobs/routes.ts';
import { keepWorking } from '#platform/jobs/work.ts';
import { behindFigure } from '#platform/kpi/drill.ts';
import { effectRoutes } from '#platform/kpi/effect-routes.ts';
import { changeRoutes } from '#platform/notify/changes.ts';
import { chatRoutes, mountChatSignIn } from '#platform/notify/chat/chat-sign-in.ts';
import { keepTelling } from '#platform/notify/keep-telling.ts';
import { noticeRoutes } from '#platform/notify/routes.ts';
import { noticeSettingsRoutes } from '#platform/notify/settings-routes.ts';
import { inboxRoutes } from '#platform/records/server/inbox.ts';
import { type BehindFigure, listBehind } from '#platform/records/server/list-question.ts';
import { listViewRoutes } from '#platform/records/server/list-views.ts';
import { blindWith } from '#platform/records/server/masked.ts';
import { periodRoutes } from '#platform/records/server/periods.ts';
import { reviewRoutes } from '#platform/records/server/review-routes.ts';
import { recordRoutes } from '#platform/records/server/routes.ts';
import { makeDeliveries, sendDue, sweepDeliveries } from '#platform/webhooks/deliver.ts';
import { webhookRoutes } from '#platform/webhooks/routes.ts';
import { auditWorld, domainRoutes } from './domain-routes.ts';
import type { Installation } from './installation.ts';
import { jobsOf } from './jobs.ts';
import { routeSummariesZh } from './route-summaries-zh.ts';
import { searchRoutes } from './search.ts';
import { closingGuards, inboxSources, kinds, kpis, recordGuards, siteDays, todayNow, words } from './wiring.ts';

/** How often answers that nobody may ask for again are taken away. */
const FORGET_MS = 3_600_000;
/** How often the history is read for what subscribers of webhooks wait for, and what is due is sent. */
const DELIVER_MS = 1_000;
/** How soon what flowed is worked out of readings that came. */
const COUNT_MS = 500;
/** What came in the last second and a half is perhaps not all; after half a minute nobody waits any longer. */
const COUNT_PATIENCE = { quietMs: 1_500, longestMs: 30_000 };
/** How soon a meter whose night is over is looked at. */
const JUDGE_MS = 2_000;
const VERDICTS_MS = 1_000;
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
  const { db, evidence, figures, intake, outside, packs, settings, verdicts } = installation;
  const told = { db, words, outside, url: settings.url, secret: () => settings.secret, todayIn: todayNow };
  const files = { evidence, maxUploadBytes: MAX_UPLOAD_BYTES };
  const dues = { kinds, todayIn: todayNow, siteDays: siteDays(packs) };
  const papers = { db, kinds, evidence, maxPaperBytes: settings.evidence.maxPaperBytes };
  const behind: BehindFigure = {
    behindFigure: (tx, kind, id) => behindFigure(tx, kinds, kpis, figures, kind, id),
  };
  const progress = progressBook();
  const routes = [
    ...accessRoutes({ db, signIn, sample: settings.sample }),
    ...peopleRoutes({ db, kinds, todayIn: todayNow }),
    ...privacyRoutes({ db, words, todayIn: todayNow }),
    ...keyRoutes(db),
    ...waysInRoutes({ db, signIn, words }),
    ...webhookRoutes({ db, secret: () => settings.secret, reach: { insideToo: settings.webhooksInside } }),
    ...recordRoutes({ ...dues, ...behind, db, words, limits: intake.limits, guards: recordGuards(verdicts.rules) }),
    ...listViewRoutes({ db, kinds }),
    ...effectRoutes({ db, kinds, kpis, figures, words, todayIn: todayNow, limits: intake.limits }),
    ...importRoutes({
      ...{ ...intake, ...files },
      listBehind: (tx, kind, address, mask) => listBehind(behind, tx, mask, kind, address),
    }),
    ...guestRoutes({ ...intake, evidence, url: settings.url }),
    ...inboxRoutes({ ...dues, db, sources: inboxSources(packs) }),
    ...reviewRoutes({ db, kinds, todayIn: todayNow }),
    ...periodRoutes({ db, kinds, guards: closingGuards(packs) }),
    ...evidenceRoutes(papers),
    ...evidenceListRoutes({ ...papers, words, todayIn: todayNow, url: settings.url }),
    ...fileRoutes(papers),
    ...historyRoutes({ db, kinds, words, evidence, home: settings.home, progress }),
    ...backupRoutes({ db, shelf: makeShelf({ db, evidence, dataFolder: settings.dataFolder }) }),
    ...auditRoutes({ ...auditWorld(installation), progress }),
    ...domainRoutes(installation, MAX_UPLOAD_BYTES),
    ...changeRoutes({ db }),
    ...noticeRoutes(told),
    ...noticeSettingsRoutes(told),
    ...chatRoutes({ outside }),
    ...jobRoutes({ db, jobs: jobsOf(installation) }),
    ...searchRoutes(db),
  ];
  return [...routes, openApiRoute(routes, { kinds, words, baseUrl: settings.url, summariesZh: routeSummariesZh })];
}

/** Who asks, and what was answered to him before. */
export const asking = (options: WhoAsksOptions): Pick<ServerOptions, 'sessionOf' | 'named'> => {
  const who = whoAsks(options);
  return { sessionOf: who, named: namedAnswers(options.db) };
};

/** Starts listening, sealing and figuring. */
export async function startServer(installation: Installation): Promise<RunningServer> {
  const { db, settings } = installation;
  blindWith(settings.secret);
  const signIn = makeSignIn({
    db,
    secret: settings.secret,
    baseUrl: settings.url,
    sample: settings.sample,
    port: settings.port,
    sendMail: installation.outside.sendMail,
    sso: settings.sso,
  });
  const who = asking({ db, signIn, today: () => todayNow('Asia/Shanghai') });
  const app = await makeServer(
    {
      routes: allRoutes(installation, signIn),
      words,
      language: settings.language,
      baseUrl: settings.url,
      ...who,
      rateLimit: new RateLimit(settings.rateLimits),
      trustProxy: settings.trustProxy,
      noteFile: noteFile(db),
      noteNotAllowed: noteNotAllowed(db),
      refuseForeignOrigin: (headers) => signIn.refuseForeignOrigin(headers),
      webFolder: join(settings.home, 'dist', 'web'),
      maxUploadBytes: MAX_UPLOAD_BYTES,
    },
    async (server) => {
      await signIn.mount(server);
      mountChatSignIn(server, {
        ...{ db, outside: installation.outside, url: settings.url, sessionOf: who.sessionOf },
        ...{ secret: () => settings.secret, firstLink: (personId) => signIn.firstLink(personId) },
        asksSecondFactor: (personId) => asksSecondFactor(db, personId, todayNow('Asia/Shanghai')),
      });
    },
  );
  const address = await app.listen({ port: settings.port, host: '127.0.0.1' });
  const sealing = keepSealing(db);
  const figuring = installation.figures.start();
  const counting = keepDoing(COUNT_MS, async () => {
    try {
      while (await countMarked(db, COUNT_PATIENCE));
    } catch (error) {
      process.stderr.write(`water is not counted: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  const broker = settings.broker ? await openBroker(settings.broker) : undefined;
  const hearing = runConnections({ db, secret: () => settings.secret, broker, dataFolder: settings.dataFolder });
  const looking = { db, siteDays: siteDays(installation.packs), todayIn: todayNow };
  const judgeInTurn = judgeInQuiet(looking, COUNT_PATIENCE);
  const judging = keepDoing(JUDGE_MS, async () => {
    try {
      await judgeInTurn();
    } catch (error) {
      process.stderr.write(`water is not looked at: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  const verdicts = keepDoing(VERDICTS_MS, async () => {
    try {
      await installation.verdicts.catchUp();
    } catch (error) {
      process.stderr.write(`items are not judged: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  const tending = keepTending(db);
  const sweeping = keepSweeping({ db, kinds });
  const working = keepWorking({
    db,
    jobs: jobsOf(installation),
    sessionOf: (personId) => sessionOf(db, personId, todayNow('Asia/Shanghai')),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  const telling = keepTelling({
    ...{ db, words, url: settings.url, outside: installation.outside, todayIn: todayNow },
    secret: () => settings.secret,
  });
  const { scan } = settings.evidence;
  const scanning = scan ? keepScanning({ db, evidence: installation.evidence, scanner: scannerOf(scan) }) : undefined;
  const sweepingAccess = keepSweepingAccess(db);
  const forgetting = keepDoing(FORGET_MS, async () => {
    await sweepAnswers(db);
    await sweepDeliveries(db);
  });
  const hooks = { db, kinds, secret: settings.secret, reach: { insideToo: settings.webhooksInside } };
  const delivering = keepDoing(DELIVER_MS, async () => {
    await makeDeliveries(hooks);
    await sendDue(hooks);
  });
  return {
    app,
    signIn,
    address,
    stop: async () => {
      await app.close();
      await working.stop();
      await telling.stop();
      await scanning?.stop();
      await tending.stop();
      await sweeping.stop();
      await forgetting.stop();
      await sweepingAccess.stop();
      await delivering.stop();
      await hearing.stop();
      await broker?.stop();
      await verdicts.stop();
      await judging.stop();
      await counting.stop();
      await figuring.stop();
      await sealing.stop();
    },
  };
}

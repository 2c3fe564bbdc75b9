// The whole program over the small company: every route, the real sign-in, and a cookie for whoever a test wants to be.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { CalendarDate } from '#period/calendar-date.ts';
import { grantRole, makeAccount } from '#platform/access/accounts.ts';
import { noteFile, noteNotAllowed } from '#platform/access/note-file.ts';
import type { Role } from '#platform/access/roles.ts';
import { makeSignIn } from '#platform/access/sign-in.ts';
import { folderStore } from '#platform/evidence/folder-store.ts';
import type { EvidenceStore } from '#platform/evidence/store.ts';
import type { Route } from '#platform/http/route.ts';
import { makeServer } from '#platform/http/server.ts';
import { openOutside } from '#platform/notify/outside.ts';
import { openSmallCompany, type SmallCompany, TODAY } from '../../tests/small-company.ts';
import { allRoutes, asking } from './server.ts';
import { readSettings } from './settings.ts';
import { wireVerdicts } from './wire-verdicts.ts';
import { words } from './wiring.ts';

const url = 'http://localhost:4600';

export interface SmallServer {
  company: SmallCompany;
  app: FastifyInstance;
  routes: readonly Route[];
  /** doors of sign-in, which are no routes of ours */
  doors: readonly { method: string; url: string }[];
  /** A person with these roles, each at a scope; none for somebody without any. @returns his id */
  person(userName: string, ...grants: readonly (readonly [Role, string])[]): Promise<string>;
  /** The link of a first start for a person. */
  firstLink(personId: string): Promise<string>;
  /** Signs a person in. @returns the cookie of a new session */
  cookieOf(personId: string): Promise<string>;
  /** One request of our own pages with a cookie, or of a program with its key; nobody when none is given. */
  ask(cookieOrKey: string | null, request: InjectOptions): Promise<LightMyRequestResponse>;
  evidence: EvidenceStore;
  /** One request of our own pages; nobody when no cookie is given. */
  ask(cookie: string | null, request: InjectOptions): Promise<LightMyRequestResponse>;
  /** holds files and backups */
  dataFolder: string;
  /** every file that evidence keeps */
  keptFiles(): Buffer[];
  close(): Promise<void>;
}

/** A file as a form of a page sends it. */
export function upload(
  fileName: string,
  content: Buffer | string,
): { headers: Record<string, string>; payload: Buffer } {
  const edge = 'edge-of-the-part';
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([
      Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`),
      Buffer.from(content),
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]),
  };
}

/** Opens it in `beforeAll`; `close` belongs in `afterAll`. */
export async function openSmallServer(): Promise<SmallServer> {
  const company = await openSmallCompany();
  const { db, figures, packs, intake } = company;
  const dataFolder = mkdtempSync(join(tmpdir(), 'greenfab-server-'));
  const filesFolder = join(dataFolder, 'files');
  const evidence = folderStore(filesFolder);
  const signIn = makeSignIn({ db, secret: 'x'.repeat(32), baseUrl: url, sample: true });
  const home = fileURLToPath(new URL('../..', import.meta.url));
  const routes = allRoutes(
    {
      settings: {
        ...readSettings(
          { data: dataFolder, url, secret: 'x'.repeat(32), lang: 'en', sample: '1', 'paper-mb': '1' },
          {},
        ),
        home,
        webhooksInside: true,
      },
      db,
      embedded: undefined,
      figures,
      intake,
      packs,
      verdicts: wireVerdicts(db, packs, home),
      evidence,
      // Nobody listens there: what is asked of the service fails, and what leads to it does not.
      outside: openOutside({ feishu: { appId: 'a', appSecret: 'b', api: 'http://127.0.0.1:9' } }),
      close: async () => undefined,
    },
    signIn,
  );
  const doors: { method: string; url: string }[] = [];
  const app = await makeServer(
    {
      routes,
      words,
      language: 'en',
      baseUrl: url,
      ...asking({ db, signIn, today: () => TODAY, rememberMs: 0 }),
      noteFile: noteFile(db),
      noteNotAllowed: noteNotAllowed(db),
      refuseForeignOrigin: (headers) => signIn.refuseForeignOrigin(headers),
      webFolder: join(dataFolder, 'web'),
      maxUploadBytes: 1024 * 1024,
    },
    async (server) => {
      server.addHook('onRoute', ({ method, url: path }) => {
        for (const one of [method].flat()) doors.push({ method: one, url: path });
      });
      await signIn.mount(server);
    },
  );
  return {
    company,
    app,
    routes,
    doors,
    evidence,
    person: async (userName, ...grants) => {
      const personId = await makeAccount(db, {
        ...{ userName, nameEn: userName, nameZh: userName, language: 'en', sample: true },
      });
      for (const [role, scopeId] of grants)
        await grantRole(db, { personId, role, scopeId, from: '2020-01-01' as CalendarDate });
      return personId;
    },
    firstLink: (personId) => signIn.firstLink(personId),
    cookieOf: async (personId) => {
      const answer = await app.inject({ url: (await signIn.firstLink(personId)).slice(url.length) });
      return answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    ask: (cookieOrKey, request) => {
      const isKey = cookieOrKey?.startsWith('gf_');
      const shown = isKey
        ? { authorization: `Bearer ${cookieOrKey}` }
        : { origin: url, ...(cookieOrKey === null ? {} : { cookie: cookieOrKey }) };
      return app.inject({ ...request, headers: { ...shown, ...request.headers } });
    },
    dataFolder,
    keptFiles: () =>
      (existsSync(filesFolder) ? readdirSync(filesFolder, { recursive: true, withFileTypes: true }) : []).flatMap(
        (one) => (one.isFile() ? [readFileSync(join(one.parentPath, one.name))] : []),
      ),
    close: async () => {
      await app.close();
      await company.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

// The endpoints of substances: found by name, number or formula, and what rule packs say of one.
import { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { Packs } from '#platform/packs/load.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { NumberRead, SubstanceAnswer, SubstancesAnswer } from '../model/substance.ts';
import { repairCas } from '../rules/cas-number.ts';
import { editionTold, findEditionInUse } from '../store/identities.ts';
import { findSubstances } from './find-substances.ts';
import { readSubstance } from './read-substance.ts';
import { restrictionBook } from './restriction-book.ts';
import { substanceIndex } from './substance-index.ts';

/** As many as a list shows. */
const MOST = 50;

/** What substances need of the installation. */
export interface SubstancesWorld {
  db: Database;
  packs: Pick<Packs, 'all'>;
  todayIn(timeZone: string): string;
}

/** What is to be told of how a question was read as a number; nothing where it stood as one, or is none. */
function numberRead(question: string): NumberRead | null {
  const read = repairCas(question);
  if ('cas' in read)
    return read.reading === 'as_written' || read.reading === 'notation'
      ? null
      : { as: 'cas', cas: read.cas, reading: read.reading };
  const isMeant =
    read.problem === 'cas_check_digit' ? /\d-\d\d-\d$/.test(question.trim()) : read.problem === 'cas_date_ambiguous';
  return isMeant ? { as: 'problem', problem: read.problem, candidates: read.candidates } : null;
}

/** Endpoints of substances, for whoever reads records. */
export function substanceRoutes({ db, packs, todayIn }: SubstancesWorld): Route[] {
  const book = restrictionBook(packs, () => todayIn('Asia/Shanghai'));
  const index = substanceIndex(db);
  return [
    route({
      method: 'GET',
      path: '/api/v1/substances/list',
      summary:
        'Substances found by name in any language, CAS or EC number in any notation, or formula, the best first, with how many restrictions name each',
      query: z.object({ q: z.string().max(200).default(''), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { q }): Promise<SubstancesAnswer> => {
        const ask = (): Promise<SubstancesAnswer | { missing: string }> =>
          db.as(session.actor, async (tx) => {
            const edition = await findEditionInUse(tx);
            const editionId = edition?.state === 'ready' ? edition.id : undefined;
            const search = editionId === undefined ? undefined : index.ready(editionId);
            // Names are read into memory outside of the reader's transaction, the first time that anybody asks; who opens
            // the page and has typed nothing yet need not wait for it.
            if (editionId !== undefined && !search) {
              if (q.trim() !== '') return { missing: editionId };
              index.make(editionId).catch(() => undefined);
            }
            const found = await findSubstances({ tx, search, editionId, namedBy: book() }, q, MOST);
            return { identities: edition ? editionTold(edition) : null, ...found, number: numberRead(q) };
          });
        for (;;) {
          const answer = await ask();
          if (!('missing' in answer)) return answer;
          await index.make(answer.missing);
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/substances/substance/:key',
      summary:
        'One substance by key (cas:117-81-7, ec:…, key:…): names, numbers, formula with shares of elements, the groups that it is a member of and why, and every restriction that names it, of law and of customers’ lists in force',
      query: z.object({ key: z.string().max(80), lang: z.string().optional() }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { key }): Promise<SubstanceAnswer> => {
        const found = await db.as(session.actor, async (tx) =>
          readSubstance({ tx, edition: await findEditionInUse(tx), book: book() }, key),
        );
        if (!found) throw new Refused('not_found');
        return found;
      },
    }),
  ];
}

// The substances of the edition in use, held in memory for searching: made of the database when first asked, and anew when the edition changes.
import { setImmediate as breathe } from 'node:timers/promises';
import { type Database, systemActor } from '#platform/db/database.ts';
import { type Searchable, type SubstanceSearch, substanceSearch } from '../rules/substance-search.ts';
import { listIdentitiesAfter } from '../store/identities.ts';

/** Names and numbers of substances say nothing of anybody; who may ask is decided where it is asked. */
const reader = systemActor('operator');
const PAGE = 5_000;

async function readAll(db: Database, editionId: string): Promise<Searchable[]> {
  const all: Searchable[] = [];
  for (let after = ''; ; ) {
    const page = await db.as(reader, (tx) => listIdentitiesAfter(tx, editionId, after, PAGE));
    for (const { key, cas, ec, nameEn, nameZh, formula, lists, otherNames } of page)
      all.push({
        ...{ key, cas, ec, formula, lists: lists.length },
        names: [nameEn, nameZh, ...otherNames].flatMap((name) => name ?? []),
      });
    const last = page.at(-1);
    if (!last || page.length < PAGE) return all;
    after = last.key;
    await breathe();
  }
}

export interface SubstanceIndex {
  /** the search over an edition, where it is made already */
  ready(editionId: string): SubstanceSearch | undefined;
  /** makes it; who asks while it is made waits for the same one */
  make(editionId: string): Promise<SubstanceSearch>;
}

/** Holds the search over one edition at a time. */
export function substanceIndex(db: Database): SubstanceIndex {
  let made: { editionId: string; search: Promise<SubstanceSearch>; ready?: SubstanceSearch } | undefined;
  return {
    ready: (editionId) => (made?.editionId === editionId ? made.ready : undefined),
    make(editionId) {
      if (made?.editionId === editionId) return made.search;
      const search = readAll(db, editionId).then(substanceSearch);
      const mine: NonNullable<typeof made> = { editionId, search };
      made = mine;
      search.then(
        (ready) => {
          mine.ready = ready;
        },
        () => {
          if (made === mine) made = undefined;
        },
      );
      return search;
    },
  };
}

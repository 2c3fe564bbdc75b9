// What other people do meanwhile: through the endpoints, as the sample account that does it, while the page stays as it is.
import { load } from '#domains/waste/records/load.ts';
import { type Person, people, type Stage } from './stage.ts';

/** Asks an endpoint behind `/api/v1`. @throws with what it answered when it refuses */
export type Ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<never>;

const askIn =
  ({ page }: Stage): Ask =>
  (method, path, body) =>
    page.evaluate(
      async ([how, where, payload]) => {
        const answer = await fetch(`/api/v1${where}`, {
          method: how,
          headers: { 'content-type': 'application/json' },
          ...(payload ? { body: JSON.stringify(payload) } : {}),
        });
        const said = await answer.json();
        if (!answer.ok) throw new Error(`${how} ${where}: ${JSON.stringify(said)}`);
        return said as never;
      },
      [method, path, body] as const,
    );

/** Does something as somebody else, and is who one was again; what stands on the page is not touched. */
export async function meanwhile<T>(stage: Stage, person: Person, work: (ask: Ask) => Promise<T>): Promise<T> {
  const ask = askIn(stage);
  const me: { person: { id: string; name: { en: string } }; switchable: { personId: string; name: { en: string } }[] } =
    await ask('GET', '/me');
  if (me.person.name.en === people[person].en) return work(ask);
  const other = me.switchable.find(({ name }) => name.en === people[person].en);
  if (!other) throw new Error(`nobody is called ${people[person].en}`);
  await ask('POST', '/session/switch', { personId: other.personId });
  try {
    return await work(ask);
  } finally {
    await ask('POST', '/session/switch', { personId: me.person.id });
  }
}

interface Load {
  id: string;
  revision: number;
  hash: string;
  values: { ownMassTonnes: { value: string; basis: string | null }; 'document.number': string };
}

/** Approved loads of a factory and month, the heaviest first. */
export async function loadsOf(ask: Ask, query: string, count: number): Promise<Load[]> {
  const { records }: { records: Load[] } = await ask(
    'GET',
    `/records/waste.load?${query}&sort=-ownMassTonnes&limit=${count}`,
  );
  return records;
}

/** Corrects the weight of a load and submits it. @returns the revision that waits */
export async function correctWeight(ask: Ask, { id }: Pick<Load, 'id'>, tonnes: string, reason: string): Promise<void> {
  const { record }: { record: Load } = await ask('GET', `/records/waste.load/${id}`);
  // What is derived is nobody's to give.
  const given = Object.entries(record.values).filter(([path]) => load.flat.has(path));
  const ownMassTonnes = { ...record.values.ownMassTonnes, value: tonnes, entered: `${tonnes} t` };
  await ask('PUT', `/records/waste.load/${id}`, {
    ...{ values: { ...Object.fromEntries(given), ownMassTonnes }, basedOn: record.revision, reason },
  });
  const { record: now }: { record: Load } = await ask('GET', `/records/waste.load/${id}`);
  await ask('POST', '/records/waste.load/steps/submit', {
    records: [{ id: now.id, revision: now.revision, hash: now.hash }],
  });
}

/** The exact mass shipped by a factory in a period: of what is approved, or with what is submitted. */
export async function shipped(ask: Ask, query: string, basis: 'approved' | 'shown'): Promise<string> {
  const { figures }: { figures: { value: string | null }[] } = await ask(
    'GET',
    `/figures?kpi=waste.shipped-mass&${query}&basis=${basis}`,
  );
  return figures[0]?.value ?? '';
}

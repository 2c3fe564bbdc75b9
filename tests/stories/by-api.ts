// What other people do meanwhile: through the endpoints, as the sample account that does it, while the page stays as it is.
import { type Person, people, type Stage } from './stage.ts';

/** Asks an endpoint behind `/api/v1`. @throws with what it answered when it refuses */
type Ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<never>;

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

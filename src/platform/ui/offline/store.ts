// What this device keeps while there is no network: entries that wait to be sent, and what was last known, by person.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { FieldProblem } from '../api.ts';

/** A photo as bytes: not every browser keeps a Blob. */
export interface KeptPhoto {
  bytes: ArrayBuffer;
  mediaType: string;
  fileName: string;
}

/** What the server said when it refused. */
export interface Refusal {
  code: string;
  title: string;
  problems: readonly FieldProblem[];
}

/** Where an entry stands: not sent; sent but for its photo; refused, to be mended; all sent. */
export type EntryState = 'waiting' | 'photo' | 'refused' | 'sent';

/** A record as it was taken down here. Its id is made here, so that sending it twice records it once. */
export interface KeptEntry {
  id: string;
  /** whose it is: it is sent by nobody else, and shown to nobody else */
  personId: string;
  kind: string;
  values: Readonly<Record<string, unknown>>;
  /** the device's time with its offset */
  takenAt: string;
  photo: KeptPhoto | null;
  /** further ones, such as of the meter that was taken away and of the one that came */
  morePhotos?: readonly KeptPhoto[];
  photoKind: string;
  state: EntryState;
  /** the server has the record; only its photo may be missing */
  recorded: boolean;
  refusal: Refusal | null;
  /** since when it is sent; by this device's clock */
  sentAt: number | null;
  /** what the page shows of it without asking anybody */
  shown: Readonly<Record<string, string>>;
}

/** Something last known, and when. */
export interface Known<T> {
  value: T;
  at: string;
}

interface Schema extends DBSchema {
  entries: { key: string; value: KeptEntry; indexes: { person: string } };
  known: { key: string; value: Known<unknown> };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;
const database = (): Promise<IDBPDatabase<Schema>> => {
  opened ??= openDB<Schema>('greenfab', 1, {
    upgrade: (db) => {
      db.createObjectStore('entries', { keyPath: 'id' }).createIndex('person', 'personId');
      db.createObjectStore('known');
    },
    // Another page wants a newer layout, or the browser closed it: the next question opens it again.
    blocking: (_, __, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated: () => {
      opened = undefined;
    },
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
};

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('greenfab.entries');
const listeners = new Set<() => void>();
channel?.addEventListener('message', () => {
  for (const listener of listeners) listener();
});

/** Hears of every change of the entries, in this page and in others. @returns how to stop */
export function onEntries(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = () => {
  channel?.postMessage('changed');
  for (const listener of listeners) listener();
};

/** Keeps an entry; it is on the disk when this returns. */
export async function keepEntry(entry: KeptEntry): Promise<void> {
  const db = await database();
  const writing = db.transaction('entries', 'readwrite', { durability: 'strict' });
  await Promise.all([writing.store.put(entry), writing.done]);
  tell();
}

/** Throws an entry away. Only its person does that, with the words before him. */
export async function dropEntry(id: string): Promise<void> {
  await (await database()).delete('entries', id);
  tell();
}

/** The entries of one person, in the order in which they were taken down. */
export async function entriesOf(personId: string): Promise<KeptEntry[]> {
  const all = await (await database()).getAllFromIndex('entries', 'person', personId);
  return all.sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Entries of one person that have not arrived as a whole. */
export const unsentOf = async (personId: string): Promise<KeptEntry[]> =>
  (await entriesOf(personId)).filter(({ state }) => state !== 'sent');

/** Keeps what is known now, under a name. */
export async function keepKnown<T>(name: string, value: T): Promise<void> {
  await (await database()).put('known', { value, at: new Date().toISOString() }, name);
}

/** What was last known under a name. */
export async function lastKnown<T>(name: string): Promise<Known<T> | undefined> {
  return (await (await database()).get('known', name)) as Known<T> | undefined;
}

/** Forgets who was signed in; what he has not sent stays for when he comes back. */
export async function forgetPerson(): Promise<void> {
  await (await database()).delete('known', PERSON);
}

/** The name under which the person signed in is known. */
export const PERSON = 'person';

// Sends what this device kept: each entry once, by the one who took it down, until it has arrived or was refused in words.
import { ApiProblem, getJson, sendJson, uploadFile } from '../api.ts';
import type { Me } from '../session.tsx';
import { dropEntry, entriesOf, type KeptEntry, type KeptPhoto, keepEntry, keepKnown, PERSON } from './store.ts';

/** Notes who is signed in, for when there is no network to ask. */
export const rememberPerson = (person: Me['person']): Promise<void> => keepKnown(PERSON, person);

/** How a round ended: all that could be sent is; somebody has to sign in; the network did not last. */
export type Round = 'done' | 'signed_out' | 'unreached';

const KEEP_SENT_MS = 24 * 60 * 60 * 1_000;
/** Not an answer about the record: the way to it is broken, or somebody else is asked too much. */
const isPassing = ({ status }: ApiProblem) => status === 0 || status === 401 || status === 429 || status >= 500;

const hexOf = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

interface RecordAnswer {
  evidence: { sha256: string }[];
}

/** Records it; what was recorded before, by a sending whose answer was lost, stays as it is. */
async function record(entry: KeptEntry): Promise<void> {
  try {
    await sendJson('PUT', `/records/${entry.kind}/${entry.id}`, { values: entry.values });
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === 'already_exists')) throw error;
    // Either this very record has been corrected since, or another one has its number: only the first is there by its id.
    await getJson(`/records/${entry.kind}/${entry.id}`).catch((missing: unknown) => {
      throw missing instanceof ApiProblem && missing.status === 404 ? error : missing;
    });
  }
}

const photosOf = ({ photo, morePhotos = [] }: KeptEntry): KeptPhoto[] =>
  photo ? [photo, ...morePhotos] : [...morePhotos];

/** Attaches a photo unless it lies there already. */
async function attach(entry: KeptEntry, photo: KeptPhoto): Promise<void> {
  const [{ evidence }, digest] = await Promise.all([
    getJson<RecordAnswer>(`/records/${entry.kind}/${entry.id}`),
    crypto.subtle.digest('SHA-256', photo.bytes),
  ]);
  if (evidence.some(({ sha256 }) => sha256 === hexOf(digest))) return;
  const file = new File([photo.bytes], photo.fileName, { type: photo.mediaType });
  await uploadFile('/evidence', file, {
    kind: entry.kind,
    record: entry.id,
    evidenceKind: entry.photoKind,
    effectiveOn: entry.takenAt.slice(0, 10),
  });
}

async function sendOne(kept: KeptEntry): Promise<void> {
  let entry = kept;
  try {
    if (!entry.recorded) {
      await record(entry);
      entry = { ...entry, state: 'photo', recorded: true, refusal: null };
      await keepEntry(entry);
    }
    for (const photo of photosOf(entry)) await attach(entry, photo);
    await keepEntry({ ...entry, state: 'sent', refusal: null, photo: null, morePhotos: [], sentAt: Date.now() });
  } catch (error) {
    if (!(error instanceof ApiProblem) || isPassing(error)) throw error;
    const { code, message, problems } = error;
    await keepEntry({ ...entry, state: 'refused', refusal: { code, title: message, problems } });
  }
}

async function round(): Promise<Round> {
  try {
    const me = await getJson<Me>('/me');
    await rememberPerson(me.person);
    for (const entry of await entriesOf(me.person.id)) {
      if (entry.state === 'waiting' || entry.state === 'photo') await sendOne(entry);
      else if (entry.state === 'sent' && Date.now() - (entry.sentAt ?? 0) > KEEP_SENT_MS) await dropEntry(entry.id);
    }
    return 'done';
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return error.status === 401 ? 'signed_out' : 'unreached';
  }
}

/** One round of sending; a second page on the same device waits for it. */
export function sendKept(): Promise<Round> {
  return navigator.locks ? navigator.locks.request('greenfab.send', round) : round();
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Sends now, whenever the network returns, when the page is looked at again, and after a pause that grows while the
 * network does not last. @returns how to stop
 */
export function keepSending(note: (round: Round) => void): { now: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = FIRST_WAIT_MS;
  let isStopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  const once = async (): Promise<void> => {
    clearTimeout(timer);
    const ended = await sendKept();
    if (isStopped) return;
    note(ended);
    if (ended === 'unreached') {
      timer = setTimeout(now, waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    } else waitMs = FIRST_WAIT_MS;
  };
  function now(): void {
    if (running) {
      again = true;
      return;
    }
    running = once().finally(() => {
      running = undefined;
      if (again && !isStopped) {
        again = false;
        now();
      }
    });
  }
  const seen = () => {
    if (document.visibilityState === 'visible') now();
  };
  const returned = () => {
    waitMs = FIRST_WAIT_MS;
    now();
  };
  window.addEventListener('online', returned);
  document.addEventListener('visibilitychange', seen);
  now();
  return {
    now,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      window.removeEventListener('online', returned);
      document.removeEventListener('visibilitychange', seen);
    },
  };
}

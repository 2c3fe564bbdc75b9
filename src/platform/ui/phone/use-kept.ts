// Who has the phone, what is known of what is recorded on it, and what is kept there: with the network, and as last known without.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem, getJson } from '../api.ts';
import { keepSending, type Round } from '../offline/send.ts';
import { entriesOf, type KeptEntry, type Known, keepKnown, lastKnown, onEntries, PERSON } from '../offline/store.ts';
import type { Me } from '../session.tsx';

/** What a page of a phone knows. */
export interface Kept<T> {
  person: Me['person'] | undefined;
  /** undefined until asked */
  round: Round | undefined;
  /** the server's answer as known at a time; undefined while there never was one */
  known: Known<T> | undefined;
  /** why it could not be asked: the person may not record, say */
  refused: ApiProblem | undefined;
  entries: readonly KeptEntry[];
  /** everything that could be found out has been */
  isReady: boolean;
  sendNow: () => void;
}

/**
 * Of whoever is signed in; without network, of whoever was signed in last.
 * @param page where the answer lies on this device, and at which address of the server
 * @param kinds of which records the page shows what is kept
 */
export function useKept<T>({ name: page, path }: { name: string; path: string }, kinds: readonly string[]): Kept<T> {
  const [person, setPerson] = useState<Me['person']>();
  const [round, setRound] = useState<Round>();
  const [known, setKnown] = useState<Known<T>>();
  const [refused, refuse] = useState<ApiProblem>();
  const [entries, setEntries] = useState<readonly KeptEntry[]>([]);
  const [isReady, ready] = useState(false);
  const sender = useRef<{ now: () => void; stop: () => void } | undefined>(undefined);

  useEffect(() => {
    let isHere = true;
    const find = async (ended: Round) => {
      setRound(ended);
      // Only after the server was asked who this is: what one person kept is not shown to the next.
      const last = ended === 'signed_out' ? undefined : await lastKnown<Me['person']>(PERSON);
      if (!isHere) return;
      setPerson(last?.value);
      if (!last) return ready(true);
      const name = `${page}.${last.value.id}`;
      if (ended === 'done') {
        try {
          await keepKnown(name, await getJson<T>(path));
          refuse(undefined);
        } catch (error) {
          if (error instanceof ApiProblem && error.status === 403) refuse(error);
        }
      }
      const [answer, kept] = await Promise.all([lastKnown<T>(name), entriesOf(last.value.id)]);
      if (!isHere) return;
      setKnown(answer);
      setEntries(kept);
      ready(true);
    };
    sender.current = keepSending((ended) => void find(ended));
    return () => {
      isHere = false;
      sender.current?.stop();
    };
  }, [page, path]);

  const personId = person?.id;
  useEffect(() => {
    if (personId === undefined) return setEntries([]);
    return onEntries(() => void entriesOf(personId).then(setEntries));
  }, [personId]);

  const sendNow = useCallback(() => sender.current?.now(), []);
  const shown = useMemo(() => entries.filter(({ kind }) => kinds.includes(kind)), [entries, kinds]);
  return { person, round, known, refused, entries: shown, isReady, sendNow };
}

/** Whether the device says it has a network; it may be one that leads nowhere. */
export function useOnline(): boolean {
  const [isOnline, note] = useState(() => navigator.onLine);
  useEffect(() => {
    const listen = () => note(navigator.onLine);
    window.addEventListener('online', listen);
    window.addEventListener('offline', listen);
    return () => {
      window.removeEventListener('online', listen);
      window.removeEventListener('offline', listen);
    };
  }, []);
  return isOnline;
}

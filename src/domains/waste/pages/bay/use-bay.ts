// Who stands at the bay, what is known of its bins, and what is kept here: with the network, and as last known without.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, getJson } from '#platform/ui/api.ts';
import { keepSending, type Round } from '#platform/ui/offline/send.ts';
import {
  entriesOf,
  type KeptEntry,
  type Known,
  keepKnown,
  lastKnown,
  onEntries,
  PERSON,
} from '#platform/ui/offline/store.ts';
import type { Me } from '#platform/ui/session.tsx';
import type { BayAnswer } from './bay-answers.ts';

export interface Bay {
  person: Me['person'] | undefined;
  /** undefined until asked */
  round: Round | undefined;
  /** the bins as known at a time; undefined while none ever were */
  known: Known<BayAnswer> | undefined;
  /** why the bins could not be asked: the person may not record, say */
  refused: ApiProblem | undefined;
  entries: readonly KeptEntry[];
  /** everything that could be found out has been */
  isReady: boolean;
  sendNow: () => void;
}

/** The bay of whoever is signed in; without network, of whoever was signed in last. */
export function useBay(): Bay {
  const [person, setPerson] = useState<Me['person']>();
  const [round, setRound] = useState<Round>();
  const [known, setKnown] = useState<Known<BayAnswer>>();
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
      const name = `bay.${last.value.id}`;
      if (ended === 'done') {
        try {
          await keepKnown(name, await getJson<BayAnswer>('/waste/bay'));
          refuse(undefined);
        } catch (error) {
          if (error instanceof ApiProblem && error.status === 403) refuse(error);
        }
      }
      const [bins, kept] = await Promise.all([lastKnown<BayAnswer>(name), entriesOf(last.value.id)]);
      if (!isHere) return;
      setKnown(bins);
      setEntries(kept);
      ready(true);
    };
    sender.current = keepSending((ended) => void find(ended));
    return () => {
      isHere = false;
      sender.current?.stop();
    };
  }, []);

  const personId = person?.id;
  useEffect(() => {
    if (personId === undefined) return setEntries([]);
    return onEntries(() => void entriesOf(personId).then(setEntries));
  }, [personId]);

  const sendNow = useCallback(() => sender.current?.now(), []);
  return { person, round, known, refused, entries, isReady, sendNow };
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

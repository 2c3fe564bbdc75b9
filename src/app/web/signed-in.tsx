// Everything behind the sign-in: who it is, what period is shown first, the shell with its places.
import { Link, Navigate, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { substancesBeside } from '#domains/substances/pages/substances-beside.ts';
import { AddressDefaultsContext } from '#platform/ui/address.ts';
import { ApiProblem } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { placesFor } from '#platform/ui/places.ts';
import { useProvenance } from '#platform/ui/provenance-context.tsx';
import { remembered } from '#platform/ui/remembered.ts';
import { type Me, MeContext } from '#platform/ui/session.tsx';
import { Shell } from '#platform/ui/shell.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { places } from './rail-places.tsx';

const ProvenancePanel = lazy(async () => ({
  default: (await import('#domains/reports/pages/provenance-panel.tsx')).ProvenancePanel,
}));

function Aside() {
  const { figureId, close } = useProvenance();
  if (figureId === undefined) return null;
  return (
    <Suspense fallback={null}>
      <ProvenancePanel figureId={figureId} onClose={close} />
    </Suspense>
  );
}

/** The half-year that a day lies in. */
const halfOf = (day: string) => `${day.slice(0, 4)}-H${Number(day.slice(5, 7)) <= 6 ? 1 : 2}`;

interface NewestLoad {
  records: { values: { departedOn?: string } }[];
}

/** What this person kept on the device is sent from any page; who he is, its pages have to know without network. */
function useSendKept(person: Me['person'] | undefined): void {
  useEffect(() => {
    if (!person) return;
    let isHere = true;
    let stop: (() => void) | undefined;
    void import('#platform/ui/offline/send.ts').then(({ keepSending, rememberPerson }) => {
      void rememberPerson(person).catch(() => undefined);
      if (isHere) ({ stop } = keepSending(() => undefined));
    });
    return () => {
      isHere = false;
      stop?.();
    };
  }, [person]);
}

/** The shell with the page of the address inside; who is not signed in is led to the sign-in. */
export function SignedIn() {
  const { t } = useWords();
  const me = useJson<Me>('/me');
  useSendKept(me.data?.person);
  // A reader who comes for the first time sees the half-year of the newest load, not an empty one.
  const known = remembered<string | null>('period', null);
  const newest = useJson<NewestLoad>(
    '/records/waste.load',
    { sort: '-departedOn', limit: 1, which: 'latest' },
    { enabled: me.data !== undefined && known === null },
  );
  const defaults = useMemo(() => {
    const day = newest.data?.records[0]?.values.departedOn ?? new Date().toISOString().slice(0, 10);
    return { scope: remembered('scope', 'group'), period: known ?? halfOf(day) };
  }, [newest.data, known]);
  if (me.error instanceof ApiProblem && me.error.status === 401) return <Navigate to="/sign-in" />;
  if (me.data?.lacks === 'second_factor') return <Navigate to="/set-up" />;
  if (me.error || !me.data || (known === null && newest.isPending)) {
    return (
      <main className="starting">
        <h1 className="visually-hidden">greenfab</h1>
        {me.error ? <Problem error={me.error} onRetry={() => void me.refetch()} /> : <Waiting />}
        {me.error instanceof ApiProblem && me.error.status === 0 ? (
          <p className="starting-offline">
            <Link to="/bay">{t('ui.offline.bay')}</Link>
            <Link to="/water/round">{t('ui.offline.round')}</Link>
          </p>
        ) : null}
      </main>
    );
  }
  return (
    <MeContext value={me.data}>
      <AddressDefaultsContext value={defaults}>
        <Shell
          places={placesFor(places, me.data.actions)}
          addPath={me.data.actions.includes('records.record') ? '/bay' : '/records/waste.load/new'}
          beside={substancesBeside}
          aside={<Aside />}
        >
          <Outlet />
        </Shell>
      </AddressDefaultsContext>
    </MeContext>
  );
}

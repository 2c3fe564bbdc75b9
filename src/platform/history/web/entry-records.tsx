// What one entry of the history did: each record that it speaks of, with the old value beside the new one.
import { Link } from '@tanstack/react-router';
import { useContext } from 'react';
import type { RecordKind, Values } from '#platform/records/declare/kind.ts';
import type { Names } from '#platform/records/web/answers.ts';
import { DifferenceList } from '#platform/records/web/difference-list.tsx';
import { KindsContext, useKindWords } from '#platform/records/web/kinds.tsx';
import { differences } from '#platform/records/web/revision-differences.ts';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';

interface Content {
  values: Values;
  lines: Values[];
}

/** An entry as the server lists it. */
export interface HistoryEntryAnswer {
  seq: number;
  n: number;
  at: string;
  actor: string;
  actorName: { en: string; zh: string };
  /** those for whom a reviewer stood in */
  onBehalfOf?: { en: string; zh: string }[];
  via: string;
  action: string;
  kind: string | null;
  scopeId: string | null;
  importId: string | null;
  rows: number;
  reason: string | null;
  sealed: boolean;
}

interface EntryAnswer {
  entry: HistoryEntryAnswer;
  records: {
    id: string;
    revision: number;
    name: { code: string; en: string; zh: string };
    before: Content | null;
    after: Content | null;
    words: { field: string | null; words: string }[] | null;
    paper: { sha256: string; fileName: string } | null;
  }[];
  names: Names;
}

/** The records of an entry, asked for when it is opened. */
export function EntryRecords({ entry }: { entry: HistoryEntryAnswer }) {
  const { t } = useWords();
  const kind = useContext(KindsContext).get(entry.kind ?? '');
  const { data, error, isPending, refetch } = useJson<EntryAnswer>(`/history/entries/${entry.seq}.${entry.n}`);
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Waiting rows={2} />;
  if (!kind || data.records.length === 0)
    return <p className="small secondary history-note">{t('history.page.noRecords')}</p>;
  // Records that only have names stand beside each other.
  const isPlain = data.records.every(({ before, words, paper }) => !before && !words && !paper);
  return (
    <>
      <ul className={isPlain ? 'history-records history-records-plain' : 'history-records'}>
        {data.records.map((record) => (
          <li key={`${record.id}-${record.revision}-${record.words?.[0]?.words ?? ''}`}>
            <OneRecord kind={kind} record={record} names={data.names} />
          </li>
        ))}
      </ul>
      {data.records.length < entry.rows ? (
        <p className="small secondary history-note">
          {t('history.page.some', { shown: data.records.length, count: entry.rows.toLocaleString('en') })}{' '}
          {entry.importId ? (
            <Link to={`/records/${kind.kind}`} search={{ import: entry.importId } as never}>
              {t('history.page.all')}
            </Link>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function OneRecord({
  kind,
  record,
  names,
}: {
  kind: RecordKind;
  record: EntryAnswer['records'][number];
  names: Names;
}) {
  const { t, local } = useWords();
  const words = useKindWords(kind);
  const name = [record.name.code, local(record.name)]
    .filter((one, at, all) => one && all.indexOf(one) === at)
    .join(' ');
  const found = record.before && record.after ? differences(kind, record.before, record.after) : [];
  return (
    <>
      <Link to={`/records/${kind.kind}/${record.id}`}>{name === '' ? words.one : name}</Link>{' '}
      <span className="small secondary">{t('ui.history.revision', { revision: record.revision })}</span>
      {found.length > 0 ? <DifferenceList kind={kind} found={found} names={names} /> : null}
      {record.paper ? (
        <p className="small">
          <a href={addressOf(`/evidence/${record.paper.sha256}`, { name: record.paper.fileName })}>
            {record.paper.fileName}
          </a>
        </p>
      ) : null}
      {record.words?.map((one) => (
        <p key={`${one.field}-${one.words}`} className="history-reason">
          {one.field ? `${words.field(one.field)}: ` : ''}
          {one.words}
        </p>
      ))}
    </>
  );
}

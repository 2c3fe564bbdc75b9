// One sample as it was drawn: its records, what has changed since, what was asked; and all of it in one file.
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useContext, useState } from 'react';
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { DownloadWithProgress } from '#platform/history/web/download-with-progress.tsx';
import { lowered } from '#platform/i18n/words.ts';
import type { RecordKind, Values } from '#platform/records/declare/kind.ts';
import type { Names } from '#platform/records/web/answers.ts';
import { KindsContext } from '#platform/records/web/kinds.tsx';
import { useRecordTitle } from '#platform/records/web/record-fields.tsx';
import { groupDigits, shownValue } from '#platform/records/web/shown-value.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { AskQuestion } from './record-questions.tsx';
import { useHowSaid } from './samples-page.tsx';
import { type QuestionAnswer, Thread } from './threads.tsx';
import './audit.css';
import '#platform/history/web/history.css';

interface SampledRecord {
  kind: string;
  id: string;
  revision: number;
  scopeId: string | null;
  quantity: string | null;
  values: Values;
  changed: boolean;
  papers: number;
}

interface SampleAnswer {
  id: string;
  asOf: number;
  at: string;
  actorName: { en: string; zh: string };
  scope: { id: string; code: string; name: { en: string; zh: string } };
  period: string;
  kinds: string[];
  how: string;
  note: string | null;
  populations: { kind: string; count: number; sum: string | null }[];
  records: SampledRecord[];
  names: Names;
  questions: QuestionAnswer[];
  quantities: Record<string, string>;
  may: { ask: boolean; download: boolean };
}

function RecordRow({
  kind,
  record,
  answer,
  onAsk,
}: {
  kind: RecordKind;
  record: SampledRecord;
  answer: SampleAnswer;
  onAsk: () => void;
}) {
  const { t, local, language } = useWords();
  const organisation = useOrganisation();
  const titleOf = useRecordTitle(kind);
  const node = record.scopeId ? organisation?.byId.get(record.scopeId) : undefined;
  const of = kind.effective ? kind.all.get(kind.effective) : undefined;
  const day =
    of && kind.effective ? shownValue(of, record.values[kind.effective], { language, t, names: answer.names }) : null;
  const own = answer.questions.filter((one) => one.recordId === record.id);
  return (
    <tr>
      <th scope="row">
        <Link to={`/records/${kind.kind}/${record.id}`}>{titleOf(record.values, answer.names)}</Link>
        {record.changed ? <span className="small secondary"> {t('audit.sample.changed')}</span> : null}
      </th>
      <td>{node ? local(node.name) : ''}</td>
      <td className="audit-date">{day?.text ?? ''}</td>
      {answer.quantities[kind.kind] ? (
        <td className="right">{record.quantity === null ? '—' : groupDigits(record.quantity, 3)}</td>
      ) : null}
      <td className="right">{record.papers > 0 ? record.papers : t('audit.sample.papers.none')}</td>
      <td>
        {own.map((one) => (
          <span key={one.id}>{t(`audit.state.${one.state}`)} </span>
        ))}
        {answer.may.ask && own.length === 0 ? (
          <Button size="small" onClick={onAsk}>
            {t('audit.ask.do')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function RecordsOf({ kind, answer }: { kind: RecordKind; answer: SampleAnswer }) {
  const { t } = useWords();
  const [asked, ask] = useState<string | undefined>();
  const records = answer.records.filter((one) => one.kind === kind.kind);
  const population = answer.populations.find((one) => one.kind === kind.kind);
  const field = answer.quantities[kind.kind];
  const title = t(`${kind.kind}|many`);
  return (
    <section className="audit-board" aria-label={title}>
      <h2>{title}</h2>
      <p className="small secondary">
        {t('audit.sample.population', {
          ...{ drawn: records.length, count: (population?.count ?? 0).toLocaleString('en'), kind: lowered(title) },
        })}
      </p>
      {records.length === 0 ? null : (
        <NumbersScroll label={title} className="audit-records">
          <table className="numbers-table">
            <thead>
              <tr>
                {(['record', 'site', 'date'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(`audit.column.${key}`)}
                  </th>
                ))}
                {field ? (
                  <th scope="col" className="right">
                    {t(`${kind.kind}.${field}`)}
                  </th>
                ) : null}
                <th scope="col" className="right">
                  {t('audit.column.papers')}
                </th>
                <th scope="col">{t('audit.column.question')}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <RecordRow key={record.id} kind={kind} record={record} answer={answer} onAsk={() => ask(record.id)} />
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      )}
      {asked === undefined ? null : (
        <AskQuestion kind={kind} id={asked} sample={answer.id} onClose={() => ask(undefined)} />
      )}
    </section>
  );
}

/** The page of a sample. */
export function SamplePage() {
  const { t, local, language } = useWords();
  const instant = useInstant();
  const said = useHowSaid();
  const kinds = useContext(KindsContext);
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, isPending, refetch } = useJson<SampleAnswer>(`/audit/samples/${id}`, {}, { keep: true });
  return (
    <Page
      title={
        data
          ? `${t('audit.title')} · ${local(data.scope.name)} · ${labelPeriod(parsePeriod(data.period), language)}`
          : t('audit.title')
      }
      subtitle={data ? t('audit.sample.by', { name: local(data.actorName), at: instant(data.at) }) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        data?.may.download ? (
          <DownloadWithProgress
            path={`/audit/samples/${id}/sample.zip`}
            params={{}}
            label={t('audit.sample.download')}
          />
        ) : undefined
      }
    >
      {data ? (
        <div className="audit">
          <p className="audit-facts">
            {said(data.how, data.kinds[0])} (<code>{data.how}</code>, {t('audit.sample.asOf', { seq: data.asOf })})
            {data.note ? ` · ${data.note}` : ''}
          </p>
          {data.kinds.map((one) => {
            const kind = kinds.get(one);
            return kind ? <RecordsOf key={one} kind={kind} answer={data} /> : null;
          })}
          {data.questions.length > 0 ? (
            <section className="audit-board" aria-labelledby="audit-threads">
              <h2 id="audit-threads">{t('audit.questions')}</h2>
              <div className="threads">
                {data.questions.map((question) => (
                  <Thread key={question.id} question={question} may={{ ask: data.may.ask, answer: false }} named />
                ))}
              </div>
            </section>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

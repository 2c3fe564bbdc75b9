// One import: checked with progress, mended on the page, committed as one, submitted, or undone as one.
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Progress, Segmented } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { lowered } from '#platform/i18n/words.ts';
import { addressOf, sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Waiting } from '#platform/ui/page.tsx';
import { type Acting, useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordList } from './answers.ts';
import { useStep } from './bulk-bar.tsx';
import type { CellProblem, ImportAnswer, ImportRows, RowOutcomeName } from './import-answers.ts';
import { ImportProblems } from './import-problems.tsx';
import { type CellPlace, ImportSheet } from './import-sheet.tsx';
import { SheetDifferences } from './sheet-differences.tsx';
import { SheetMissing } from './sheet-missing.tsx';
import { groupDigits } from './shown-value.ts';
import { useMending } from './use-mending.ts';

const isWorking = (answer: unknown): boolean => {
  const status = (answer as ImportAnswer | undefined)?.status;
  return status === 'checking' || status === 'committing';
};

/** Rows of the sheet that are fetched at once; mistakes beyond come up as those before them are mended. */
const rowsShown = 300;

/** An import as it stands, once there is one; asked again while it works. */
export const useImport = (id: string | undefined) =>
  useJson<ImportAnswer>(
    `/imports/${id ?? ''}`,
    {},
    { enabled: id !== undefined, keep: true, every: (now) => (isWorking(now) ? 500 : false) },
  );

/** The page of one import. */
export function ImportView({ id }: { id: string }) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useImport(id);
  return (
    <Page
      flush
      title={data?.fileName ?? t('ui.import.one')}
      subtitle={data ? t('ui.import.into', { kind: lowered(t(`${data.kind}|many`)) }) : undefined}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      actions={data ? <Actions answer={data} /> : null}
    >
      {data ? <ImportStage answer={data} /> : null}
    </Page>
  );
}

/**
 * An import where it stands: its progress, its refusal, or its sheet. `leadsOn` goes to the first error by itself, and to
 * the next when one is mended.
 */
export function ImportStage({ answer, leadsOn = false }: { answer: ImportAnswer; leadsOn?: boolean }) {
  const { t } = useWords();
  const { status, progress } = answer;
  if (status === 'refused' && answer.refusal) {
    return (
      <div className="teach" role="alert">
        <h2>{t('ui.import.refused')}</h2>
        <p>{answer.refusal.words}</p>
        <div className="teach-actions">
          <LinkButton to={`/import/${answer.kind}`}>{t('ui.import.another')}</LinkButton>
        </div>
      </div>
    );
  }
  if (status === 'failed') {
    return (
      <div className="teach" role="alert">
        <h2>{t('ui.page.failed.title')}</h2>
        <p>{t('ui.import.failed')}</p>
      </div>
    );
  }
  if (status === 'committing' || (status === 'checking' && answer.columns.length === 0)) {
    const done = progress?.done ?? 0;
    const total = progress?.total ?? 0;
    return (
      <div className="import-progress" role="status">
        <p>{t(`ui.import.status.${status}`)}</p>
        <Progress
          percent={total > 0 ? Math.floor((done / total) * 100) : 0}
          aria-label={t(`ui.import.status.${status}`)}
        />
        <p className="secondary">
          {total > 0
            ? t('ui.import.progress', { done: groupDigits(String(done)), total: groupDigits(String(total)) })
            : t('ui.import.progressUnknown', { done: groupDigits(String(done)) })}
        </p>
      </div>
    );
  }
  return <Checked answer={answer} leadsOn={leadsOn} />;
}

const outcomes: readonly RowOutcomeName[] = ['bad', 'new', 'changed', 'same', 'skipped'];

function firstError(rows: readonly { row: number; problems: readonly CellProblem[] }[]): CellPlace | undefined {
  for (const { row, problems } of rows) {
    const found = problems.find((one) => one.level === 'error' && one.column !== null);
    if (found?.column !== undefined && found.column !== null) return { row, column: found.column };
  }
  return undefined;
}

function Checked({ answer, leadsOn }: { answer: ImportAnswer; leadsOn: boolean }) {
  const { t } = useWords();
  const counts = answer.counts;
  const [wanted, want] = useState<RowOutcomeName | undefined>();
  const outcome =
    wanted ??
    (counts && counts.bad > 0
      ? 'bad'
      : counts && counts.changed > 0 && answer.returned
        ? 'changed'
        : counts && counts.new > 0
          ? 'new'
          : counts && counts.changed > 0
            ? 'changed'
            : 'same');
  const [place, setPlace] = useState<CellPlace | undefined>();
  const mending = useMending(answer);
  const { data } = useJson<ImportRows>(
    `/imports/${answer.id}/rows`,
    { outcome, limit: rowsShown, status: answer.status },
    { keep: true },
  );
  // While a check runs, what is typed waits for its end.
  const isMendable = answer.status === 'checked' || (answer.status === 'checking' && answer.columns.length > 0);
  const missing = answer.fields.filter((field) => answer.missing.includes(field.key));
  const rows = data?.rows ?? [];
  const isErrorAt = (at: CellPlace | undefined) =>
    rows.some((row) => row.row === at?.row && row.problems.some((one) => one.column === at.column));
  useEffect(() => {
    if (!leadsOn || outcome !== 'bad' || answer.status !== 'checked' || isErrorAt(place)) return;
    const first = firstError(rows);
    if (first) setPlace(first);
  });
  const problems = (
    <ImportProblems
      answer={answer}
      rows={rows}
      place={place}
      onPlace={setPlace}
      onEdit={isMendable ? mending.edit : undefined}
    />
  );
  return (
    <div className="import-checked">
      <div className="import-tools">
        <Segmented<RowOutcomeName>
          size="small"
          aria-label={t('ui.import.show')}
          value={outcome}
          onChange={(chosen) => {
            want(chosen);
            setPlace(undefined);
          }}
          options={outcomes.map((one) => ({
            value: one,
            label: `${t(`ui.import.count.${one}`)} ${counts ? groupDigits(String(counts[one])) : ''}`,
            disabled: counts?.[one] === 0 && one !== outcome,
          }))}
        />
        <span className="small secondary" role="status">
          {answer.status === 'checking'
            ? t('ui.import.checkingAgain')
            : answer.sheet?.name
              ? t('ui.import.sheetName', { sheet: answer.sheet.name })
              : ''}
          {data && data.count > rows.length
            ? ` ${t('ui.import.window', { shown: groupDigits(String(rows.length)), count: groupDigits(String(data.count)) })}`
            : ''}
        </span>
      </div>
      {answer.status === 'committed' || answer.status === 'undone' ? <Committed answer={answer} /> : null}
      {missing.length > 0 && isMendable ? (
        <p className="notice notice-warning">
          {t('ui.import.missingColumns', { fields: missing.map((field) => field.label).join(', ') })}
        </p>
      ) : null}
      {answer.returned ? <ReturnedNote answer={answer} /> : null}
      <SheetMissing answer={answer} isOpen={answer.status === 'checked'} />
      <Notes answer={answer} />
      <div className={answer.returned ? 'import-body import-body-wide' : 'import-body'}>
        {data ? (
          <ImportSheet
            answer={answer}
            rows={rows}
            place={place}
            onPlace={setPlace}
            onEdit={isMendable ? mending.edit : undefined}
            onColumn={isMendable ? mending.match : undefined}
            pending={mending.pending}
          />
        ) : (
          <Waiting rows={10} />
        )}
        {answer.returned ? (
          <div className="import-side-parts">
            <SheetDifferences answer={answer} rows={rows} isOpen={answer.status === 'checked'} onPlace={setPlace} />
            {rows.some((row) => row.problems.some(({ code }) => code !== 'changed_on_both_sides')) ? problems : null}
          </div>
        ) : isMendable || rows.some((row) => row.problems.length > 0) ? (
          problems
        ) : null}
      </div>
    </div>
  );
}

/** What is known of the list that came back. */
function ReturnedNote({ answer }: { answer: ImportAnswer }) {
  const { t } = useWords();
  const instant = useInstant();
  const { returned, counts, status } = answer;
  if (!returned) return null;
  const disputed = status === 'checked' ? (counts?.disputed ?? 0) : 0;
  return (
    <p className={disputed > 0 ? 'notice notice-warning' : 'notice'} role="status">
      {returned.at && returned.listed !== null
        ? t('ui.returned.about', { at: instant(returned.at), records: groupDigits(String(returned.listed)) })
        : t('ui.returned.aboutLost')}
      {disputed > 0 ? ` ${t('ui.returned.decideFirst', { count: groupDigits(String(disputed)) })}` : ''}
    </p>
  );
}

function Notes({ answer }: { answer: ImportAnswer }) {
  const { t } = useWords();
  if (answer.notes.length === 0) return null;
  return (
    <details className="import-notes">
      <summary>{t('ui.import.notes', { count: answer.notes.length })}</summary>
      <ul className="bullets">
        {answer.notes.map((note) => (
          <li key={`${note.code}-${note.row ?? ''}-${note.words}`}>
            {note.row ? `${t('ui.import.atRow', { row: note.row })}: ` : ''}
            {note.words}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Actions({ answer }: { answer: ImportAnswer }) {
  const { t } = useWords();
  const acting = useAct();
  const { counts } = answer;
  const good = (counts?.new ?? 0) + (counts?.changed ?? 0);
  const bad = counts?.bad ?? 0;
  const voided = answer.voids?.ids.length ?? 0;
  const isNothing = good + voided === 0;
  const said = answer.returned
    ? t('ui.returned.commit', {
        changed: groupDigits(String(counts?.changed ?? 0)),
        new: groupDigits(String(counts?.new ?? 0)),
        voided: groupDigits(String(voided)),
      })
    : t('ui.import.commit', { count: groupDigits(String(good)) });
  const run = (name: string, path: string, body?: unknown) =>
    acting.act(() => sendJson('POST', path, body), { as: name });
  const refused =
    bad > 0 ? (
      <Button href={addressOf(`/imports/${answer.id}/refused.xlsx`)} icon={<DownloadOutlined aria-hidden="true" />}>
        {t('ui.import.refusedRows', { count: bad })}
      </Button>
    ) : null;
  if (answer.status === 'committed')
    return <CommittedActions answer={answer} refused={refused} acting={acting} run={run} />;
  if (answer.status !== 'checked') return refused;
  if (bad === 0) {
    return (
      <Button
        type="primary"
        disabled={!answer.mayCommit || isNothing}
        loading={acting.isBusyWith('commit')}
        onClick={() => run('commit', `/imports/${answer.id}/commit`, { acceptGood: false })}
      >
        {said}
      </Button>
    );
  }
  return (
    <>
      {refused}
      <Popconfirm
        title={t('ui.import.commitGoodSure', { good: groupDigits(String(good)), bad: groupDigits(String(bad)) })}
        okText={t('ui.import.commitGoodYes')}
        cancelText={t('ui.form.cancel')}
        onConfirm={() => run('commit', `/imports/${answer.id}/commit`, { acceptGood: true })}
      >
        <Button type="primary" disabled={!answer.mayCommit || good === 0} loading={acting.isBusyWith('commit')}>
          {t('ui.import.commitGood', { count: groupDigits(String(good)) })}
        </Button>
      </Popconfirm>
    </>
  );
}

/** The records of an import that are still to be submitted. */
function useOpenRecords(answer: ImportAnswer): number | undefined {
  const { data } = useJson<RecordList>(
    `/records/${answer.kind}`,
    { import: answer.id, states: 'draft,returned', limit: 1 },
    { enabled: answer.status === 'committed' },
  );
  return data?.count;
}

function CommittedActions({
  answer,
  refused,
  acting,
  run,
}: {
  answer: ImportAnswer;
  refused: ReactNode;
  acting: Acting;
  run: (name: string, path: string) => Promise<boolean>;
}) {
  const { t } = useWords();
  const take = useStep();
  const [isSubmitting, submitting] = useState(false);
  const open = useOpenRecords(answer) ?? 0;
  const good = (answer.counts?.new ?? 0) + (answer.counts?.changed ?? 0);
  return (
    <>
      {refused}
      {open === good ? (
        <Popconfirm
          title={t('ui.import.undoSure')}
          okText={t('ui.import.undo')}
          cancelText={t('ui.form.cancel')}
          onConfirm={() => run('undo', `/imports/${answer.id}/undo`)}
        >
          <Button loading={acting.isBusyWith('undo')}>{t('ui.import.undo')}</Button>
        </Popconfirm>
      ) : null}
      <LinkButton to={`/records/${answer.kind}`} search={{ import: answer.id }}>
        {t('ui.import.seeRecords')}
      </LinkButton>
      {open > 0 ? (
        <Button
          type="primary"
          loading={isSubmitting}
          onClick={async () => {
            submitting(true);
            await take(answer.kind, 'submit', { where: { importId: answer.id } });
            submitting(false);
          }}
        >
          {t('ui.step.submit')}
        </Button>
      ) : null}
    </>
  );
}

/** What the import came to, and what is next. */
function Committed({ answer }: { answer: ImportAnswer }) {
  const { t } = useWords();
  const open = useOpenRecords(answer);
  const facts = {
    new: groupDigits(String(answer.counts?.new ?? 0)),
    changed: groupDigits(String(answer.counts?.changed ?? 0)),
  };
  return (
    <p className="notice" role="status">
      {t(answer.status === 'undone' ? 'ui.import.undone' : open ? 'ui.import.recordedOpen' : 'ui.import.recorded', {
        ...facts,
        open: groupDigits(String(open ?? 0)),
      })}
    </p>
  );
}

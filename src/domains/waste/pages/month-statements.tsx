// What vendors state of the month: files dropped, read or typed, and beside each line the loads it covers and whether they agree.
import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { FileDrop, type FileDropHandle, type Sending } from '#platform/records/web/file-drop.tsx';
import { ImportStage, useImport } from '#platform/records/web/import-view.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { exact, tonnes } from '#units/quantity.ts';
import { showChange, showMass } from '#units/show.ts';
import type { StatementOfMonth, WasteMonth } from '../model/month.ts';
import { MonthPaper, type TypedTexts } from './month-paper.tsx';
import { MonthStep } from './month-step.tsx';
import { commitSheet, isSheet, numberFrom, type StatementOf, takePaper, takeSheet } from './take-statement.ts';
import { useVendors } from './use-vendors.ts';

/** A file that waits for a person: its vendor is not known, its lines are typed, or its sheet is to be mended. */
interface WaitingFile {
  file: File;
  vendorId: string | undefined;
  toMend?: string;
  /** what was typed of it, where sending it failed */
  typed?: TypedTexts;
}

export interface MonthStatementsProps {
  month: WasteMonth;
  site: string;
  mayRecord: boolean;
  drop: Ref<FileDropHandle>;
}

/** The step of vendors' statements. */
export function MonthStatements({ month, site, mayRecord, drop }: MonthStatementsProps) {
  const { t, local } = useWords();
  const client = useQueryClient();
  const refuse = useSaysRefusal();
  const vendors = useVendors();
  const [sending, setSending] = useState<Sending | undefined>();
  const [waiting, setWaiting] = useState<readonly WaitingFile[]>([]);
  const statementOf = (file: File, vendorId: string | undefined): StatementOf => ({
    site,
    month: month.month,
    vendorId,
    number: numberFrom(file.name),
  });
  const under = async (file: File, work: (onProgress: (share: number) => void) => Promise<unknown>) => {
    setSending({ name: file.name, share: 0 });
    let isTaken = true;
    try {
      await work((share) => setSending({ name: file.name, share }));
    } catch (error) {
      isTaken = false;
      refuse(error);
    }
    setSending(undefined);
    await client.invalidateQueries();
    return isTaken;
  };
  const take = async (file: File, vendorId: string | undefined) => {
    if (!isSheet(file)) {
      setWaiting((now) => [...now, { file, vendorId }]);
      return;
    }
    await under(file, async (onProgress) => {
      const taken = await takeSheet(file, statementOf(file, vendorId), onProgress);
      if ('recordId' in taken) return;
      setWaiting((now) => [...now, { file, vendorId, ...('toMend' in taken ? taken : {}) }]);
    });
  };
  const drops = async (files: readonly File[]) => {
    for (const file of files) await take(file, vendors.inName(file.name));
  };
  const done = (file: File) => setWaiting((now) => now.filter((one) => one.file !== file));
  const differing = month.statements.filter(({ agrees }) => !agrees).length;
  return (
    <MonthStep
      number={3}
      title={t('waste.month-end.statements')}
      isDone={month.vendorsWithoutStatement.length === 0 && month.statements.length > 0}
      said={
        month.statements.length > 0
          ? t(differing > 0 ? 'waste.month-end.statementsDiffer' : 'waste.month-end.statementsAgree', {
              count: month.statements.length,
              differing,
            })
          : undefined
      }
    >
      {mayRecord && !month.closed ? (
        <FileDrop
          isCompact
          multiple
          handle={drop}
          label={t('waste.month-end.dropStatements')}
          hint={t('waste.month-end.dropStatementsHint')}
          accept=".xlsx,.csv,.txt,.tsv,application/pdf,image/*"
          sending={sending}
          onFiles={(files) => void drops(files)}
          shortcut="V"
        />
      ) : null}
      {waiting.map((one) =>
        one.toMend ? (
          <MendStatement
            key={one.file.name}
            importId={one.toMend}
            onReady={(importId) =>
              void under(one.file, (onProgress) => commitSheet(importId, one.file, onProgress)).then(() =>
                done(one.file),
              )
            }
          />
        ) : (
          <MonthPaper
            key={one.file.name}
            fileName={one.file.name}
            vendorId={one.vendorId}
            hasLines={!isSheet(one.file)}
            vendors={vendors.list}
            site={site}
            month={month}
            onLeave={() => done(one.file)}
            onVendor={(vendorId) => {
              done(one.file);
              void take(one.file, vendorId);
            }}
            typed={one.typed ?? {}}
            onLines={(vendorId, lines, typed) => {
              // It goes at once: what is pressed next belongs to the page and sends nothing twice.
              done(one.file);
              void under(one.file, (onProgress) =>
                takePaper(
                  one.file,
                  { ...statementOf(one.file, vendorId), vendorId, siteId: month.site.id },
                  lines,
                  onProgress,
                ),
              ).then((isTaken) => {
                if (!isTaken) setWaiting((now) => [...now, { file: one.file, vendorId, typed }]);
              });
            }}
          />
        ),
      )}
      {month.statements.length > 0 ? <StatementTable statements={month.statements} /> : null}
      {month.vendorsWithoutStatement.length > 0 ? (
        <p className="small secondary">
          {t('waste.month-end.withoutStatement', {
            vendors: month.vendorsWithoutStatement.map(({ vendor }) => local(vendor)).join(t('waste.month-end.comma')),
          })}
        </p>
      ) : null}
    </MonthStep>
  );
}

/** A statement's sheet with something to mend; written by itself when nothing is left. */
function MendStatement({ importId, onReady }: { importId: string; onReady: (importId: string) => void }) {
  const { data } = useImport(importId);
  const [isSent, sent] = useState(false);
  if (!data) return <Waiting rows={3} />;
  if (data.status === 'checked' && data.counts?.bad === 0 && !isSent) {
    sent(true);
    queueMicrotask(() => onReady(importId));
  }
  return (
    <div className="month-sheet">
      <ImportStage answer={data} leadsOn />
    </div>
  );
}

function StatementTable({ statements }: { statements: readonly StatementOfMonth[] }) {
  const { t, local } = useWords();
  return (
    <div className="month-table-scroll">
      <table className="numbers-table month-statements">
        <thead>
          <tr>
            <th scope="col">{t('waste.month-end.statementLine')}</th>
            <th scope="col" className="right">
              {t('waste.month-end.stated')}
            </th>
            <th scope="col" className="right">
              {t('waste.month-end.recorded')}
            </th>
            <th scope="col">{t('waste.month-end.covers')}</th>
            <th scope="col">{t('waste.month-end.agreement')}</th>
          </tr>
        </thead>
        {statements.map((statement) => (
          <tbody key={statement.id}>
            <tr className="month-statement-head">
              <th scope="rowgroup" colSpan={5}>
                <a href={`/records/waste.statement/${statement.id}`}>{local(statement.vendor)}</a>{' '}
                <span className="secondary">{statement.number}</span>
                {statement.hasFile ? null : <span className="field-warning"> ▲ {t('waste.month-end.noFile')}</span>}
              </th>
            </tr>
            {statement.lines.map((line) => (
              <tr key={line.streamId}>
                <th scope="row">{local(line.name)}</th>
                <td className="right">{showMass(tonnes(line.statedMassTonnes))}</td>
                <td className="right">{showMass(tonnes(line.loadsMassTonnes))}</td>
                <td>
                  {t(line.loadIds.length === 1 ? 'waste.month-end.load' : 'waste.month-end.loads', {
                    count: line.loadIds.length,
                  })}
                </td>
                <td>
                  <StatusMark
                    status={line.agrees ? 'on_track' : 'at_risk'}
                    words={
                      line.agrees
                        ? t('waste.month-end.agrees')
                        : t('waste.month-end.differs', {
                            difference: showChange(exact(line.differenceMassTonnes), { decimals: 3 }),
                          })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

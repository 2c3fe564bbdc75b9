// Is this printed copy what was published? A file in, every figure that differs out.
import { InboxOutlined } from '@ant-design/icons';
import { Button, Progress, Radio, Upload } from 'antd';
import { useState } from 'react';
import { type ApiProblem, uploadFile } from '#platform/ui/api.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Problem } from '#platform/ui/page.tsx';
import { periodText } from './period-text.ts';
import './reports.css';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';

interface Discrepancy {
  figureId: string | null;
  title: string | null;
  where: string | null;
  printedInFile: string | null;
  printedInEdition: string | null;
  kind: string;
}

interface Verdict {
  ok: boolean;
  edition: { id?: string; number: number; period: string } | null;
  checked: number;
  discrepancies: readonly Discrepancy[];
  level: number;
  notes?: readonly string[];
}

function Discrepancies({ found }: { found: readonly Discrepancy[] }) {
  const { t, has } = useWords();
  return (
    <NumbersScroll label={t('reports.page.verify.differences')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('reports.page.verify.figure')}</th>
            <th scope="col" className="right">
              {t('reports.page.verify.inFile')}
            </th>
            <th scope="col" className="right">
              {t('reports.page.verify.inEdition')}
            </th>
            <th scope="col">{t('reports.page.verify.what')}</th>
            <th scope="col">{t('reports.page.verify.where')}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={`${one.figureId} ${one.where} ${one.kind} ${one.printedInFile}`}>
              <th scope="row">
                {one.title ? `${one.title} ` : ''}
                {one.figureId ? <FigureButton figure={{ id: one.figureId, printed: one.figureId }} size="cell" /> : '—'}
              </th>
              <td className="right">
                {one.printedInFile === null ? '—' : <strong className="verify-wrong">{one.printedInFile}</strong>}
              </td>
              <td className={one.figureId ? 'right' : 'verify-words'}>{one.printedInEdition ?? '—'}</td>
              <td>
                {has(`reports.page.verify.kind.${one.kind}`) ? t(`reports.page.verify.kind.${one.kind}`) : one.kind}
              </td>
              <td>{one.where ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function VerdictShown({ verdict, fileName }: { verdict: Verdict; fileName: string }) {
  const { t, language } = useWords();
  const { edition, ok, checked, discrepancies } = verdict;
  const said = ok ? 'same' : edition === null ? 'unknown' : 'different';
  return (
    <section className="verdict" aria-live="polite">
      <h2>
        <span className={`verdict-sign status-${ok ? 'on_track' : 'behind'}`} aria-hidden="true">
          {ok ? '● ' : '▼ '}
        </span>
        {t(`reports.page.verify.${said}`, { count: discrepancies.length })}
      </h2>
      <p>
        {edition
          ? t('reports.page.verify.against', {
              file: fileName,
              number: edition.number,
              period: periodText(edition.period, language),
            })
          : fileName}{' '}
        {t(`reports.page.verify.checked.${verdict.level === 2 ? 2 : 1}`, { count: checked })}
      </p>
      {verdict.notes?.map((note) => (
        <p key={note} className="side-text">
          {note}
        </p>
      ))}
      {discrepancies.length > 0 ? <Discrepancies found={discrepancies} /> : null}
    </section>
  );
}

export function VerifyPage() {
  const { t } = useWords();
  const [level, choose] = useState<1 | 2>(1);
  const [file, keep] = useState<File | null>(null);
  const [share, note] = useState<number | null>(null);
  const [verdict, say] = useState<Verdict | null>(null);
  const [problem, refuse] = useState<ApiProblem | null>(null);
  const verify = async (chosen: File, at: 1 | 2) => {
    keep(chosen);
    say(null);
    refuse(null);
    note(0);
    try {
      say(await uploadFile<Verdict>('/report/verify', chosen, { level: at }, note));
    } catch (error) {
      refuse(error as ApiProblem);
    } finally {
      note(null);
    }
  };
  return (
    <Page title={t('reports.page.verify.title')} subtitle={t('reports.page.verify.subtitle')}>
      <div className="verify">
        <fieldset className="verify-levels">
          <legend>{t('reports.page.verify.level')}</legend>
          <Radio.Group
            value={level}
            onChange={(event) => {
              choose(event.target.value);
              if (file) void verify(file, event.target.value);
            }}
            options={[1, 2].map((one) => ({ value: one, label: t(`reports.page.verify.level.${one}`) }))}
          />
        </fieldset>
        <Upload.Dragger
          accept=".pdf,.docx,.html,.htm"
          multiple={false}
          showUploadList={false}
          disabled={share !== null}
          beforeUpload={(chosen) => {
            void verify(chosen, level);
            return false;
          }}
        >
          <p className="verify-icon">
            <InboxOutlined aria-hidden="true" />
          </p>
          <p className="verify-drop">{t('reports.page.verify.drop')}</p>
          <p className="side-text">{t('reports.page.verify.kinds')}</p>
        </Upload.Dragger>
        {share !== null ? (
          <div role="status">
            <Progress percent={Math.round(share * 100)} showInfo={false} aria-hidden="true" />
            <p className="side-text">{t('reports.page.verify.working', { file: file?.name ?? '' })}</p>
          </div>
        ) : null}
        {problem ? <Problem error={problem} /> : null}
        {problem && file ? <Button onClick={() => void verify(file, level)}>{t('ui.page.retry')}</Button> : null}
        {verdict && file ? <VerdictShown verdict={verdict} fileName={file.name} /> : null}
      </div>
    </Page>
  );
}

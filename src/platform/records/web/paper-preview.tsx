// A paper as it is seen beside the fields of its record: pages, pictures, first rows, and why nothing is shown.
import { Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { shownInPlace, toldAsText } from '#platform/evidence/kinds.ts';
import { addressOf } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { EvidenceFile } from './paper-answers.ts';
import { PaperControls } from './paper-controls.tsx';

/** What a preview needs of a file. */
export type Previewed = Pick<EvidenceFile, 'sha256' | 'fileName' | 'mediaType' | 'scan'>;

/** Where a file is read. */
export const fileAddress = (file: Previewed) => addressOf(`/evidence/${file.sha256}`, { name: file.fileName });

// The reader of PDF is large, and fetched when the first one is looked at.
const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages.tsx')).PdfPages }));

/** The preview of one file. */
export function PaperPreview({ file }: { file: Previewed }) {
  const { t } = useWords();
  if (file.scan === 'infected') return <p className="field-error">{t('ui.evidence.scan.infectedText')}</p>;
  if (file.scan === 'scanning') return <p className="secondary">{t('ui.evidence.scan.scanningText')}</p>;
  if (file.mediaType === 'application/pdf')
    return (
      <Suspense fallback={<Waiting rows={8} />}>
        <PdfPages key={file.sha256} address={fileAddress(file)} fileName={file.fileName} />
      </Suspense>
    );
  if (shownInPlace.has(file.mediaType)) return <Picture key={file.sha256} file={file} />;
  if (toldAsText.has(file.mediaType)) return <FirstRows key={file.sha256} file={file} />;
  return (
    <p className="secondary">
      {t('ui.evidence.notShown')} <a href={fileAddress(file)}>{t('ui.evidence.download')}</a>
    </p>
  );
}

function Picture({ file }: { file: Previewed }) {
  const { t } = useWords();
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  const isOnSide = turn % 180 !== 0;
  return (
    <>
      <PaperControls zoom={zoom} turn={turn} onZoom={setZoom} onTurn={setTurn} />
      <NumbersScroll label={t('ui.evidence.preview', { file: file.fileName })} className="paper-scroll">
        <img
          className={isOnSide ? 'paper-image paper-image-turned' : 'paper-image'}
          src={fileAddress(file)}
          alt={t('ui.evidence.preview', { file: file.fileName })}
          style={{ width: `${zoom * 100}%`, transform: `rotate(${turn}deg)` }}
        />
      </NumbersScroll>
    </>
  );
}

interface RowsAnswer {
  sheets: string[];
  sheet: string;
  rows: { row: number; cells: string[] }[];
  more: boolean;
}

function FirstRows({ file }: { file: Previewed }) {
  const { t } = useWords();
  const [sheet, choose] = useState<string | undefined>();
  const { data, error, isPending } = useJson<RowsAnswer>(`/evidence/${file.sha256}/rows`, { sheet }, { keep: true });
  if (error) return <Problem error={error} />;
  if (isPending || !data) return <Waiting rows={6} />;
  const width = Math.max(...data.rows.map(({ cells }) => cells.length), 1);
  return (
    <>
      {data.sheets.length > 1 ? (
        <Segmented
          size="small"
          aria-label={t('ui.evidence.sheets')}
          value={data.sheet}
          options={data.sheets}
          onChange={choose}
        />
      ) : null}
      <NumbersScroll label={t('ui.evidence.preview', { file: file.fileName })} className="paper-scroll">
        <table className="paper-rows">
          <tbody>
            {data.rows.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {Array.from({ length: width }, (_, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <td key={at}>{cells[at] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      {data.more ? <p className="small secondary">{t('ui.evidence.moreRows', { count: data.rows.length })}</p> : null}
    </>
  );
}

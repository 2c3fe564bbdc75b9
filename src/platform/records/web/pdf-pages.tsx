// The pages of a PDF, drawn one at a time; its text stands beside the drawing for whoever has it read out.
import { useEffect, useRef, useState } from 'react';
import { getDocument, type PDFDocumentProxy } from 'unpdf/pdfjs';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import { PaperControls } from './paper-controls.tsx';

/** More of a page is not read out: a preview is for recognising it. */
const MOST_TEXT = 4_000;
/** Each part is a request of its own, and noted as one. */
const PART_BYTES = 1024 ** 2;

/** Draws the page that is chosen, as wide as its place. */
export function PdfPages({ address, fileName }: { address: string; fileName: string }) {
  const { t } = useWords();
  const [pdf, setPdf] = useState<PDFDocumentProxy | undefined>();
  const [isBroken, broken] = useState(false);
  const [at, go] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [turn, setTurn] = useState(0);
  const [text, setText] = useState('');
  const canvas = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Only what is drawn is fetched; nothing in a file is run.
    const parts = { rangeChunkSize: PART_BYTES, disableAutoFetch: true, disableStream: true };
    const task = getDocument({ url: address, ...parts, isEvalSupported: false });
    task.promise.then(setPdf, () => broken(true));
    return () => void task.destroy();
  }, [address]);

  useEffect(() => {
    if (!pdf) return;
    let isGone = false;
    let drawing: { cancel: () => void; promise: Promise<void> } | undefined;
    const draw = async () => {
      const page = await pdf.getPage(at);
      const [to, around] = [canvas.current, place.current];
      if (isGone || !to || !around) return;
      const natural = page.getViewport({ scale: 1, rotation: (page.rotate + turn) % 360 });
      const scale = (around.clientWidth / natural.width) * zoom;
      const sharpness = Math.min(window.devicePixelRatio || 1, 2);
      const viewport = page.getViewport({ scale: scale * sharpness, rotation: (page.rotate + turn) % 360 });
      to.width = Math.floor(viewport.width);
      to.height = Math.floor(viewport.height);
      to.style.width = `${Math.floor(viewport.width / sharpness)}px`;
      drawing = page.render({ canvas: to, viewport });
      await drawing.promise;
      const { items } = await page.getTextContent();
      if (isGone) return;
      setText(
        items
          .map((item) => ('str' in item ? item.str : ''))
          .join(' ')
          .slice(0, MOST_TEXT),
      );
      to.dataset.drawn = String(at);
    };
    draw().catch(() => {
      if (!isGone) broken(true);
    });
    return () => {
      isGone = true;
      drawing?.cancel();
    };
  }, [pdf, at, zoom, turn]);

  if (isBroken)
    return (
      <p className="secondary">
        {t('ui.evidence.broken')} <a href={address}>{t('ui.evidence.download')}</a>
      </p>
    );
  return (
    <>
      <PaperControls
        {...{ zoom, turn, onZoom: setZoom, onTurn: setTurn }}
        {...(pdf ? { page: { at, of: pdf.numPages, onPage: go } } : {})}
      />
      <NumbersScroll label={t('ui.evidence.preview', { file: fileName })} className="paper-scroll">
        <div ref={place}>
          {pdf ? null : <Waiting rows={8} />}
          <canvas ref={canvas} className="paper-page" />
          <p className="visually-hidden">{text}</p>
        </div>
      </NumbersScroll>
    </>
  );
}

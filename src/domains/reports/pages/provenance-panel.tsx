// Beside the page: where the figure that was pressed comes from. On a phone it rises from below.
import { CloseOutlined } from '@ant-design/icons';
import { Button, Drawer, Grid } from 'antd';
import { useEffect, useRef } from 'react';
import type { ProvenanceAnswer } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { FigureHead, Provenance } from './provenance.tsx';
import './provenance.css';

function Content({ figureId }: { figureId: string }) {
  const { data, error, isPending, refetch } = useJson<ProvenanceAnswer>(`/f/${figureId}`);
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Waiting rows={10} />;
  return (
    <>
      <FigureHead provenance={data} />
      <Provenance provenance={data} />
    </>
  );
}

/** The provenance of one figure, until it is closed; the key Escape closes it, and focus returns to the figure. */
export function ProvenancePanel({ figureId, onClose }: { figureId: string; onClose: () => void }) {
  const { t } = useWords();
  const { lg } = Grid.useBreakpoint();
  const { data } = useJson<ProvenanceAnswer>(`/f/${figureId}`);
  const title = data?.figure.title ?? t('reports.page.why.title');
  const panel = useRef<HTMLElement>(null);
  const pressed = useRef<Element | null>(null);
  useEffect(() => {
    if (!lg) return;
    const focused = document.activeElement;
    if (focused && !panel.current?.contains(focused)) pressed.current = focused;
    panel.current?.focus();
  }, [lg]);
  // Another figure is explained from its top.
  useEffect(() => {
    if (figureId !== '') panel.current?.scrollTo({ top: 0 });
  }, [figureId]);
  const close = () => {
    const back = pressed.current;
    onClose();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  };
  if (lg === false)
    return (
      <Drawer open onClose={onClose} placement="bottom" size="85%" title={title} className="why-drawer">
        <Content figureId={figureId} />
      </Drawer>
    );
  return (
    <aside
      ref={panel}
      className="why-panel"
      aria-label={t('reports.page.why.title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className="why-bar-top">
        <h2>{title}</h2>
        <Button
          type="text"
          icon={<CloseOutlined aria-hidden="true" />}
          aria-label={t('reports.page.why.close')}
          onClick={close}
        />
      </header>
      <Content figureId={figureId} />
    </aside>
  );
}

// How a paper is looked at: larger, smaller, turned, from page to page.
import { LeftOutlined, RightOutlined, RotateRightOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '#platform/ui/language.tsx';

export interface ViewControls {
  zoom: number;
  turn: number;
  onZoom: (zoom: number) => void;
  onTurn: (turn: number) => void;
  page?: { at: number; of: number; onPage: (at: number) => void };
}

const leastZoom = 0.5;
const mostZoom = 4;

/** Larger, smaller, turned; and from page to page. */
export function PaperControls({ zoom, turn, onZoom, onTurn, page }: ViewControls) {
  const { t } = useWords();
  const button = (key: string, icon: ReactNode, press: () => void, isOff = false) => (
    <Button size="small" type="text" icon={icon} aria-label={t(key)} title={t(key)} disabled={isOff} onClick={press} />
  );
  return (
    <div className="paper-controls" role="toolbar" aria-label={t('ui.evidence.view')}>
      {page && page.of > 1 ? (
        <>
          {button('ui.evidence.pageBefore', <LeftOutlined />, () => page.onPage(page.at - 1), page.at <= 1)}
          <span className="small" role="status">
            {t('ui.evidence.page', { page: page.at, of: page.of })}
          </span>
          {button('ui.evidence.pageAfter', <RightOutlined />, () => page.onPage(page.at + 1), page.at >= page.of)}
        </>
      ) : null}
      {button('ui.evidence.smaller', <ZoomOutOutlined />, () => onZoom(zoom / 1.25), zoom <= leastZoom)}
      <span className="small">{Math.round(zoom * 100)} %</span>
      {button('ui.evidence.larger', <ZoomInOutlined />, () => onZoom(zoom * 1.25), zoom >= mostZoom)}
      {button('ui.evidence.turn', <RotateRightOutlined />, () => onTurn((turn + 90) % 360))}
    </div>
  );
}

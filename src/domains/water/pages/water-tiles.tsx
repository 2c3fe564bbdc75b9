// Water in four tiles: what was withdrawn, how much is used again, how much is metered, and what waits to be looked at.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { useCoverageText } from '#platform/ui/coverage.tsx';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { FindingsAnswer } from '../model/finding.ts';
import './water-tiles.css';

const shown = ['water.withdrawal', 'water.reuse-rate', 'water.metering-rate'];

function FigureTile({ figure }: { figure: FigureAnswer }) {
  const coverageText = useCoverageText();
  return (
    <li className="water-tile">
      <p className="water-tile-title">{figure.title}</p>
      <FigureButton figure={pressable(figure)} size="key" />
      <p className="water-tile-beside">
        {figure.value === null ? figure.noData?.words : coverageText(figure.coverage)}
      </p>
    </li>
  );
}

/** Findings are open until they have a cause, in whichever period they were found. */
function FindingsTile() {
  const { t } = useWords();
  const { scope } = useAddress();
  const { data } = useJson<FindingsAnswer>('/water/findings', { scope }, { keep: true });
  if (!data) return null;
  const open = data.findings.filter(({ state }) => state === 'open').length;
  return (
    <li className="water-tile">
      <p className="water-tile-title">{t('water.tiles.findings')}</p>
      <Link className="water-tile-count" to={'/water/findings' as never} search={{ scope } as never}>
        {open === data.most ? `≥ ${open}` : open}
      </Link>
      <p className="water-tile-beside">
        <StatusMark
          status={open === 0 ? 'on_track' : 'at_risk'}
          words={t(open === 0 ? 'water.tiles.noFindings' : 'water.tiles.toLookAt')}
        />
      </p>
    </li>
  );
}

/** The tiles; nothing where no water is told and nothing was found. */
export function WaterTiles() {
  const { t } = useWords();
  const { scope, period, basis } = useAddress();
  const mayRead = useMay('records.read');
  const { data } = useJson<{ figures: FigureAnswer[] }>(
    '/figures',
    { kpi: shown, scope, period, basis },
    { keep: true },
  );
  const figures = data?.figures ?? [];
  if (figures.every(({ value }) => value === null)) return null;
  return (
    <section className="board">
      <h2 className="board-title">
        <Link to={'/water/balance' as never} search={{ scope, period } as never}>
          {t('ui.place.water')}
        </Link>
      </h2>
      <ul className="water-tiles">
        {figures.map((figure) => (
          <FigureTile key={figure.id} figure={figure} />
        ))}
        {mayRead ? <FindingsTile /> : null}
      </ul>
    </section>
  );
}

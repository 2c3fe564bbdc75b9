// Factories on a map of their own: basins as areas, each factory with its level as a number. It needs no network.
import { useWords } from '#platform/ui/language.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { graticule, type MapPanel, mapPanels, namedMarks } from './map-layout.ts';
import { levelOfCategory, levelOfScore, type RiskAnswer, type SiteAnswer } from './risk-answers.ts';

/** Units of a picture on a phone: about its pixels, so that letters stay as large as they are. */
const PHONE_WIDTH = 340;

interface Marked {
  longitude: number;
  latitude: number;
  site: SiteAnswer;
}

const basinLevel = (site: SiteAnswer) =>
  levelOfCategory(site.indicators?.find(({ indicator }) => indicator === 'bws')?.category);
const degrees = (value: number, [above, below]: readonly [string, string]) =>
  value === 0 ? '0°' : `${Math.abs(value)}° ${value > 0 ? above : below}`;

function Panel({ panel, outlines }: { panel: MapPanel<Marked>; outlines: RiskAnswer['outlines'] }) {
  const { t, local } = useWords();
  const { width, height, x, y, west, east, south, north, places } = panel;
  const inBasin = new Map(
    places.flatMap(({ site }) => (site.found?.basin ? [[site.found.basin.id, site] as const] : [])),
  );
  const marks = places.map(({ longitude, latitude, site }) => ({
    ...{ x: x(longitude), y: y(latitude), letters: site.site.code.length, site },
  }));
  const named = namedMarks(marks, width);
  const said = places
    .map(({ site }) =>
      t('water.risk.map.at', {
        name: local(site.site.name),
        level: t(`water.level.${levelOfScore(site.groups?.tot.score)}`),
      }),
    )
    .join('; ');
  return (
    <svg className="risk-map-panel" viewBox={`0 0 ${width} ${Math.round(height)}`} role="img" aria-label={said}>
      {outlines.map(({ id, rings }) => {
        const site = inBasin.get(id);
        return site ? (
          <path
            key={id}
            className={`risk-area risk-tint-${basinLevel(site)}`}
            d={rings
              .map((ring) => `M${ring.map(([lon, lat]) => `${x(lon).toFixed(1)},${y(lat).toFixed(1)}`).join('L')}Z`)
              .join('')}
          />
        ) : null;
      })}
      {graticule(west, east).map((longitude) => (
        <g key={`x${longitude}`} className="risk-graticule">
          <line x1={x(longitude)} x2={x(longitude)} y1={0} y2={height} />
          <text x={x(longitude) + 3} y={height - 4}>
            {degrees(longitude, ['E', 'W'])}
          </text>
        </g>
      ))}
      {graticule(south, north).map((latitude) => (
        <g key={`y${latitude}`} className="risk-graticule">
          <line x1={0} x2={width} y1={y(latitude)} y2={y(latitude)} />
          <text x={3} y={y(latitude) - 3}>
            {degrees(latitude, ['N', 'S'])}
          </text>
        </g>
      ))}
      {marks.map(({ site, ...at }, index) => {
        const level = levelOfScore(site.groups?.tot.score);
        return (
          <g key={site.site.id} className="risk-mark">
            <circle cx={at.x} cy={at.y} r={8} className={level === 3 || level === 4 ? 'is-high' : undefined} />
            <text x={at.x} y={at.y + 4} textAnchor="middle">
              {level === 'none' ? '–' : level}
            </text>
            {named[index] ? (
              <text
                x={named[index] === 'right' ? at.x + 12 : at.x - 12}
                y={at.y + 4}
                textAnchor={named[index] === 'right' ? 'start' : 'end'}
                className="risk-mark-name"
              >
                {site.site.code}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** The map with its key; nothing where no factory has a place. */
export function RiskMap({ sites, outlines }: Pick<RiskAnswer, 'sites' | 'outlines'>) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const places = sites.flatMap((site) => (site.found?.place ? [{ ...site.found.place, site }] : []));
  if (places.length === 0) return null;
  const levels = ([0, 1, 2, 3, 4] as const).map((level) => `${level} ${t(`water.level.${level}`)}`).join(' · ');
  return (
    <section className="board">
      <h2 className="board-title">{t('water.risk.map')}</h2>
      <div className="risk-maps">
        {mapPanels(places, isPhone ? PHONE_WIDTH : undefined).map((panel) => (
          <Panel key={panel.places[0]?.site.site.id} panel={panel} outlines={outlines} />
        ))}
      </div>
      <p className="side-text">{t('water.risk.map.about', { levels })}</p>
    </section>
  );
}

// Where things stand on a small map: factories that lie near each other share a picture, each with its own scale.

/** A place in degrees. */
export interface MapPlace {
  longitude: number;
  latitude: number;
}

/** One picture: its places, and how degrees become units of the drawing. */
export interface MapPanel<Place extends MapPlace> {
  places: Place[];
  width: number;
  height: number;
  /** degrees of the edges */
  west: number;
  east: number;
  south: number;
  north: number;
  x(longitude: number): number;
  y(latitude: number): number;
}

/** Places farther apart than this, in degrees, by no step from one to the next, are drawn in pictures of their own. */
const APART = 12;
/** Degrees around the outermost places, and the least that a picture shows. */
const [AROUND, LEAST] = [1, 3];
/** Units of a picture's width, where nothing else is asked. */
const WIDTH = 640;
/** Neither a ribbon nor a tower. */
const [FLATTEST, TALLEST] = [0.5, 1.3];

/** The groups of places that hang together, the largest first. */
function together<Place extends MapPlace>(places: readonly Place[]): Place[][] {
  const groups: Place[][] = [];
  for (const place of places) {
    const near = groups.filter((group) =>
      group.some(
        (one) => Math.abs(one.longitude - place.longitude) <= APART && Math.abs(one.latitude - place.latitude) <= APART,
      ),
    );
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), place]);
  }
  return groups.sort((one, other) => other.length - one.length);
}

function panelOf<Place extends MapPlace>(places: Place[], width: number): MapPanel<Place> {
  const span = (values: readonly number[], around: number, least: number): [number, number] => {
    const [low, high] = [Math.min(...values) - around, Math.max(...values) + around];
    const missing = Math.max(0, least - (high - low)) / 2;
    return [low - missing, high + missing];
  };
  const latitudes = places.map(({ latitude }) => latitude);
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  // A degree to the east is shorter the farther one is from the equator.
  const squeeze = Math.max(0.2, Math.cos((middle * Math.PI) / 180));
  let [west, east] = span(
    places.map(({ longitude }) => longitude),
    AROUND / squeeze,
    LEAST / squeeze,
  );
  let [south, north] = span(latitudes, AROUND, LEAST);
  const ratio = (north - south) / ((east - west) * squeeze);
  if (ratio < FLATTEST) {
    const more = ((east - west) * squeeze * FLATTEST - (north - south)) / 2;
    [south, north] = [south - more, north + more];
  } else if (ratio > TALLEST) {
    const more = ((north - south) / TALLEST / squeeze - (east - west)) / 2;
    [west, east] = [west - more, east + more];
  }
  const scale = width / (east - west);
  const height = ((north - south) * scale) / squeeze;
  return {
    ...{ places, width, height, west, east, south, north },
    x: (longitude) => (longitude - west) * scale,
    y: (latitude) => ((north - latitude) * scale) / squeeze,
  };
}

/** The pictures that show all places, so many units wide: where a unit is a pixel, letters are as large as elsewhere. */
export const mapPanels = <Place extends MapPlace>(places: readonly Place[], width = WIDTH): MapPanel<Place>[] =>
  together(places).map((group) => panelOf(group, width));

/** Whole degrees between two, at a distance that gives some lines and not many. */
export function graticule(from: number, to: number): number[] {
  const step = [1, 2, 5, 10, 20, 30].find((one) => (to - from) / one <= 6) ?? 45;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step);
}

/** Where a mark has its name. */
export type NameSide = 'right' | 'left';

/**
 * On which side the marks have their names: the first that have room, in the order given, to the right where it is free and
 * within the picture, else to the left; undefined where there is none.
 */
export function namedMarks(
  marks: readonly { x: number; y: number; letters: number }[],
  width: number,
): (NameSide | undefined)[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = marks.map(({ x, y }) => ({
    ...{ left: x - 9, right: x + 9, top: y - 9, bottom: y + 9 },
  }));
  return marks.map(({ x, y, letters }, index) => {
    const long = 2 + letters * 7.5;
    const edges = { top: y - 7, bottom: y + 7 };
    const boxes = [
      ['right', { left: x + 11, right: x + 11 + long, ...edges }],
      ['left', { left: x - 11 - long, right: x - 11, ...edges }],
    ] as const;
    const found = boxes.find(
      ([, box]) =>
        box.left >= 0 &&
        box.right <= width &&
        taken.every(
          (one, at) =>
            at === index ||
            one.right < box.left ||
            one.left > box.right ||
            one.bottom < box.top ||
            one.top > box.bottom,
        ),
    );
    if (!found) return undefined;
    taken.push(found[1]);
    return found[0];
  });
}

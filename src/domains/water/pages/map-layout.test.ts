// The small maps: is every factory in one, inside its edges, and does no name lie on a mark?
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graticule, mapPanels, namedMarks } from './map-layout.ts';

const place = fc.record({
  longitude: fc.integer({ min: -170, max: 170 }),
  latitude: fc.integer({ min: -60, max: 60 }),
});

test('every place stands in one picture, inside of it', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const panels = mapPanels(places);
      expect(panels.flatMap((panel) => panel.places)).toHaveLength(places.length);
      for (const { places: own, x, y, width, height } of panels)
        for (const { longitude, latitude } of own) {
          expect(x(longitude)).toBeGreaterThan(0);
          expect(x(longitude)).toBeLessThan(width);
          expect(y(latitude)).toBeGreaterThan(0);
          expect(y(latitude)).toBeLessThan(height);
        }
    }),
  );
});

test('continents apart are pictures apart, the one with most factories first', () => {
  const china = [
    { longitude: 120, latitude: 31 },
    { longitude: 113, latitude: 23 },
  ];
  const mexico = { longitude: -100, latitude: 20 };
  expect(mapPanels([mexico, ...china]).map((panel) => panel.places)).toEqual([china, [mexico]]);
});

test('lines stand at whole degrees within', () => {
  expect(graticule(103.2, 122)).toEqual([105, 110, 115, 120]);
  expect(graticule(19.5, 22.5)).toEqual([20, 21, 22]);
});

test('of two marks on one spot neither hides behind the name of the other, and no name leaves the picture', () => {
  const named = (...places: readonly (readonly [number, number])[]) =>
    namedMarks(
      places.map(([x, y]) => ({ x, y, letters: 3 })),
      200,
    );
  expect(named([10, 10], [20, 10])).toEqual([undefined, 'right']);
  expect(named([10, 10], [10, 80])).toEqual(['right', 'right']);
  expect(named([190, 10])).toEqual(['left']);
  expect(named([100, 10], [115, 10])).toEqual(['left', 'right']);
});

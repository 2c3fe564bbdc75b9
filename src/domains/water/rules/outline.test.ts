// Outlines: does what is kept come back as it was, are bad ones told, and can no head ask for more than there is?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsOf, drawnOutline, outlineFault, type Polygons, readWkb, toWkb } from './outline.ts';

const ring = (...points: [number, number][]) => points;
const triangle = ring([0, 0], [2, 0], [1, 3], [0, 0]);

const anyRing = fc
  .array(fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })), {
    minLength: 3,
    maxLength: 12,
  })
  .map((points) => [...points, points[0] as [number, number]]);
const anyPolygons = fc.array(fc.array(anyRing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

describe('an outline as bytes', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(anyPolygons, (polygons) => {
        expect(readWkb(toWkb(polygons))).toEqual(polygons);
      }),
    );
  });

  test('that is cut off anywhere is broken, and never more than a fault', () => {
    const whole = toWkb([[triangle], [triangle, triangle]]);
    for (let length = 0; length < whole.length; length += 1)
      expect(readWkb(whole.subarray(0, length))).toEqual({ fault: 'broken' });
  });

  test('whose head asks for four thousand million points is broken at once', () => {
    const bytes = toWkb([[triangle]]);
    new DataView(bytes.buffer).setUint32(9 + 9, 0xffffffff, true);
    expect(readWkb(bytes)).toEqual({ fault: 'broken' });
  });

  test('with heights, and in the other order of bytes, is the same flat outline', () => {
    const view = new DataView(new ArrayBuffer(9 + 4 + 4 * 24));
    view.setUint8(0, 0);
    view.setUint32(1, 1003);
    view.setUint32(5, 1);
    view.setUint32(9, 4);
    for (const [index, [x, y]] of triangle.entries())
      for (const [at, value] of [x, y, 7].entries()) view.setFloat64(13 + index * 24 + at * 8, value);
    expect(readWkb(new Uint8Array(view.buffer))).toEqual([[triangle]]);
  });

  test('of a line is no polygon', () => {
    const bytes = toWkb([[triangle]]);
    new DataView(bytes.buffer).setUint32(1, 2, true);
    expect(readWkb(bytes)).toEqual({ fault: 'not_a_polygon' });
  });
});

describe('what is wrong with an outline', () => {
  test.each([
    ['nothing', [[triangle]], undefined],
    ['no polygon', [], 'not_a_polygon'],
    ['a polygon without a ring', [[]], 'not_a_polygon'],
    ['two points', [[ring([0, 0], [1, 1], [0, 0])]], 'ring_too_short'],
    ['open', [[ring([0, 0], [2, 0], [1, 3], [0, 1])]], 'ring_open'],
    ['metres', [[ring([0, 0], [200_000, 0], [1, 3], [0, 0])]], 'coordinates_outside'],
    ['no number', [[ring([0, 0], [Number.NaN, 0], [1, 3], [0, 0])]], 'coordinates_outside'],
  ] as [string, Polygons, string | undefined][])('%s', (_, polygons, fault) => {
    expect(outlineFault(polygons)).toBe(fault);
  });
});

test('its box holds all of it', () => {
  fc.assert(
    fc.property(anyPolygons, (polygons) => {
      const { west, south, east, north } = boundsOf(polygons);
      for (const [x, y] of polygons.flatMap((rings) => rings[0] ?? []))
        expect(x >= west && x <= east && y >= south && y <= north).toBe(true);
    }),
  );
});

test('what is drawn has few points, and its rings stay closed', () => {
  const circle = Array.from({ length: 1000 }, (_, index): [number, number] => [
    Math.cos((index / 500) * Math.PI),
    Math.sin((index / 500) * Math.PI),
  ]);
  const [drawn] = drawnOutline([[[...circle, circle[0] as [number, number]]]], 100);
  expect(drawn?.length).toBeLessThan(110);
  expect(drawn?.[0]).toEqual(drawn?.at(-1));
});

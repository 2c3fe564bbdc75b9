// What every question about a file has in common, as it stands in an address: whether to keep it, and what its parts are by their place.
import { z } from 'zod';

/** `true` where it is to be kept, and not only looked at. */
export const yes = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/**
 * `0=part:ID,2=leave_out`: what is said of the parts of a file, by their place.
 * @param what form of what may be said
 * @param longest so many characters in all
 */
export const choicesOf = <Choice>(what: string, longest: number, read: (kind: string, of: string) => Choice) =>
  z
    .string()
    .max(longest)
    .regex(new RegExp(`^(\\d{1,6}=(${what}),?)*$`))
    .default('')
    .transform(
      (text) =>
        new Map(
          text
            .split(',')
            .filter((one) => one !== '')
            .map((one): [number, Choice] => {
              const [nth = '', said = ''] = one.split('=');
              const [kind = '', of = ''] = said.split(':');
              return [Number(nth), read(kind, of)];
            }),
        ),
    );

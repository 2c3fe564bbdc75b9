// How a user name is written: one spelling for storing, signing in and looking up.

/** Shortest and longest user name, in characters. */
export const userNameLength = { least: 2, most: 40 } as const;

/** Full-width letters, capitals and blanks around it are the same name: people type it on many keyboards. */
export const normalUserName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** Who was erased is called so; nobody else can be. */
export const erasedUserName = (number: number): string => `erased-${number}`;
const ofErased = /^erased-\d+$/;

/** Letters of any script, digits, and `.`, `_`, `-` between them. */
export function isUserName(typed: string): boolean {
  const name = normalUserName(typed);
  const { least, most } = userNameLength;
  return (
    !ofErased.test(name) &&
    [...name].length >= least &&
    [...name].length <= most &&
    /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?$/u.test(name)
  );
}

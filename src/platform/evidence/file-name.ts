// The name of a file as people read it: no folders, nothing invisible, not too long, its ending kept.

const MOST_NAME = 200;
const LONGEST_ENDING = 12;
/** What stands further in front is folders, or no name that anybody gave. */
const LONGEST_GIVEN = 1_000;

/** A name as it is kept. Marks that turn the direction of writing can make `exe.pdf` of `fdp.exe`, and go. */
export function fileNameOf(given: string): string {
  const name = given
    .slice(-LONGEST_GIVEN)
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[\\/]/s, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  if (name === '') return 'file';
  if (name.length <= MOST_NAME) return name;
  const ending = new RegExp(`\\.[^.]{1,${LONGEST_ENDING}}$`).exec(name)?.[0] ?? '';
  return `${[...name.slice(0, MOST_NAME - ending.length)].join('').toWellFormed()}${ending}`;
}

// Which headings does a report have, and under which ids do they stand on the page?
import type { ReportDocument } from '../model/document.ts';

/** A chapter's heading with those of its sections; sections without a title have none. */
export interface Heading {
  id: string;
  number: string;
  title: string;
  sections: { id: string; title: string; at: number }[];
}

/** The headings in the order of reading. Ids are by place, so that an address leads to the same chapter in both languages. */
export const headingsOf = (document: ReportDocument): Heading[] =>
  document.chapters.map((chapter) => ({
    id: `chapter-${chapter.number}`,
    number: chapter.number,
    title: chapter.title,
    sections: chapter.sections.flatMap((section, at) =>
      section.title === null ? [] : [{ id: `chapter-${chapter.number}-${at + 1}`, title: section.title, at }],
    ),
  }));

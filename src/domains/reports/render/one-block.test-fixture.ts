// The smallest report that can be printed around one thing a test is about.
import type { Block, PrintedFigure, ReportDocument } from '../model/document.ts';
import { printedWords } from './printed-words.ts';

/** A draft of one chapter that holds these blocks. */
export function reportOf(blocks: Block[], changes: Partial<ReportDocument> = {}): ReportDocument {
  return {
    language: 'en',
    title: 'Report',
    company: 'Example Precision Manufacturing',
    period: '2024-H1',
    cover: [],
    edition: null,
    chapters: [{ number: '01', title: 'Chapter', sections: [{ title: null, blocks }] }],
    words: printedWords.en,
    ...changes,
  };
}

/** A figure with its link. */
export function figureOf(id: string, text: string, provisional = false): PrintedFigure {
  return { id, text, href: `https://greenfab.example.org/f/${id}`, provisional };
}

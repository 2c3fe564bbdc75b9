// How does a report become a PDF? Typst with a compiler that stays warm.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { ReportDocument } from '../model/document.ts';
import { fontFolders } from './noto-sans-sc.ts';
import { dayOfEdition, typstSource } from './typst.ts';

/**
 * An edition is PDF/A-2a: for archives, with every font inside, tagged and with text alternatives for assistive technology.
 * That needs a date, which a draft does not have: it is tagged all the same, but claims nothing for the archive.
 */
const standards = { edition: 'a-2a', draft: '1.7' } as const;

let compiler: NodeCompiler | undefined;

/** The fonts are read once, which takes about 0.1 s. */
function warmCompiler(): NodeCompiler {
  // The workspace is the folder of one font: the template reads no file, and nothing else may be read.
  compiler ??= NodeCompiler.create({ workspace: fontFolders[0], fontArgs: [{ fontPaths: [...fontFolders] }] });
  return compiler;
}

/**
 * The report as a PDF: A4, tagged, every figure a link, the same bytes for the same report; PDF/A-2a for an edition.
 * Blocks the thread while it sets: 0.1 to 0.4 s for 20 pages.
 * @throws when a figure has no web address, or when Typst refuses (a fault of ours: no text of a report can cause it).
 */
export function pdf(document: ReportDocument): Uint8Array {
  const warm = warmCompiler();
  const source = typstSource(document);
  const set = warm.compile({ mainFileContent: source.template, inputs: { report: source.report } });
  try {
    if (!set.result) {
      const error = set.takeError();
      throw new Error(`Typst could not set the report: ${JSON.stringify(error ? warm.fetchDiagnostics(error) : [])}`);
    }
    const pdfStandard = dayOfEdition(document) ? standards.edition : standards.draft;
    return new Uint8Array(warm.pdf(set.result, { pdfStandard }));
  } finally {
    warm.evictCache(4);
  }
}

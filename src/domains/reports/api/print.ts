// A report as a file: HTML, PDF or DOCX, named so that people find it again.
import type { FileAnswer } from '#platform/http/route.ts';
import { documentPolicy } from '#platform/http/safe-headers.ts';
import type { ReportDocument } from '../model/document.ts';
import { docx } from '../render/docx.ts';
import { html } from '../render/html.ts';
import { style } from '../render/html-style.ts';
import { pdf } from '../render/pdf.ts';

export const formats = ['html', 'pdf', 'docx'] as const;
/** A format that a report is printed in. */
export type Format = (typeof formats)[number];

const mediaTypes: Readonly<Record<Format, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The bytes of a printed report. */
export async function printReport(document: ReportDocument, format: Format): Promise<Buffer> {
  if (format === 'html') return Buffer.from(html(document), 'utf8');
  return Buffer.from(format === 'pdf' ? pdf(document) : await docx(document));
}

/** A printed report as an answer: `green-manufacturing-2024-H1-edition-3-en.pdf`. */
export async function fileOf(document: ReportDocument, format: Format, period: string): Promise<FileAnswer> {
  const issue = document.edition ? `edition-${document.edition.number}` : 'draft';
  return {
    fileName: `green-manufacturing-${period}-${issue}-${document.language}.${format}`,
    mediaType: mediaTypes[format],
    body: await printReport(document, format),
    ...(format === 'html' ? { inline: true, policy: documentPolicy(style) } : {}),
  };
}

// What does a report look like in Word: fonts, headings, lists, the same quiet page as the PDF?
import { AlignmentType, BorderStyle, type IPropertiesOptions, LevelFormat, LineRuleType } from 'docx';
import type { ReportLanguage, StatusMark } from '../model/document.ts';

/** The colours of the printed report, as Word writes them. */
export const colours = { accent: '0B6E4F', ink: '1C2024', muted: '59626B', hair: 'C9CFD4' } as const;

/** Colours of status marks; the word beside a mark says the same. */
export const statusColours: Readonly<Record<StatusMark, string>> = {
  '●': colours.accent,
  '▲': '9A5B00',
  '▼': 'B3261E',
  '○': colours.muted,
  '◌': colours.muted,
};

/** Width of the text in twentieths of a point (160 mm), and what prose leaves free at the right to stay under 75 characters. */
export const textWidth = 9071;
export const proseIndent = 1418;

/** Fonts that Word has on Windows and on a Mac; Latin letters and digits in Arial, whose digits are all of one width. */
function fontsOf(language: ReportLanguage) {
  const fonts = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' };
  return language === 'zh' ? { ...fonts, hint: 'eastAsia' } : fonts;
}

/** The look of a figure's link in tables and big figures, where a line under every number would be noise. */
export const bareFigure = 'BareFigure';

/** The reference of the one kind of list. */
export const dashes = 'dashes';

/** Styles and lists of the document; every paragraph takes its look from one of these, so that a reader can change it in one place. */
export function stylesOf(language: ReportLanguage): Pick<IPropertiesOptions, 'styles' | 'numbering'> {
  const { ink, muted } = colours;
  const font = fontsOf(language);
  const locale = { value: language === 'zh' ? 'zh-CN' : 'en-GB', eastAsia: 'zh-CN' };
  const spacing = language === 'zh' ? 300 : 276;
  const lineRule = LineRuleType.AUTO;
  const rule = { style: BorderStyle.SINGLE, size: 6, color: ink, space: 6 };
  return {
    styles: {
      default: {
        document: {
          run: { font, size: 19, color: ink, language: locale },
          paragraph: { spacing: { line: spacing, lineRule, after: 120 } },
        },
        heading1: {
          run: { font, size: 32, bold: true, color: ink },
          paragraph: {
            spacing: { before: 640, after: 240 },
            keepNext: true,
            keepLines: true,
            border: { top: rule },
            leftTabStop: 620,
          },
        },
        heading2: {
          run: { font, size: 23, bold: true, color: ink },
          paragraph: { spacing: { before: 340, after: 120 }, keepNext: true, keepLines: true },
        },
        title: {
          run: { font, size: 56, bold: true, color: ink },
          paragraph: { spacing: { before: 240, after: 120, line: 240, lineRule } },
        },
        hyperlink: { run: { color: ink, underline: { type: 'single', color: '85B6A7' } } },
        caption: {
          run: { font, size: 18, bold: true, italics: false, color: ink },
          paragraph: { spacing: { before: 280, after: 80 }, keepNext: true },
        },
      },
      characterStyles: [{ id: bareFigure, name: 'Bare figure', run: { color: ink } }],
      paragraphStyles: [
        {
          id: 'Prose',
          name: 'Prose',
          basedOn: 'Normal',
          next: 'Prose',
          quickFormat: true,
          paragraph: {
            indent: { right: proseIndent },
            alignment: language === 'zh' ? AlignmentType.BOTH : AlignmentType.LEFT,
          },
        },
        {
          id: 'Small',
          name: 'Small',
          basedOn: 'Normal',
          run: { size: 15, color: muted },
          paragraph: { spacing: { before: 60, after: 160, line: 250, lineRule } },
        },
        {
          id: 'Cell',
          name: 'Cell',
          basedOn: 'Normal',
          run: { size: 17 },
          paragraph: { spacing: { before: 30, after: 30, line: 250, lineRule } },
        },
        { id: 'CellNumber', name: 'Cell number', basedOn: 'Cell', paragraph: { alignment: AlignmentType.RIGHT } },
        {
          id: 'CellHead',
          name: 'Cell head',
          basedOn: 'Cell',
          run: { size: 15, color: muted },
          paragraph: { keepNext: true },
        },
        {
          id: 'Big',
          name: 'Big figure',
          basedOn: 'Normal',
          run: { size: 42, bold: true },
          paragraph: { spacing: { before: 60, after: 20, line: 260, lineRule }, keepNext: true },
        },
        {
          id: 'Status',
          name: 'Status',
          basedOn: 'Prose',
          paragraph: {
            indent: { left: 300, hanging: 300, right: proseIndent },
            spacing: { after: 60 },
            leftTabStop: 300,
          },
        },
        {
          id: 'NotRecorded',
          name: 'Not recorded',
          basedOn: 'Prose',
          run: { size: 17, color: muted },
          paragraph: {
            indent: { left: 160, right: proseIndent },
            border: { left: { style: BorderStyle.SINGLE, size: 8, color: colours.hair, space: 8 } },
          },
        },
        { id: 'Period', name: 'Period', basedOn: 'Normal', run: { size: 28, color: muted } },
        {
          id: 'ContentsTitle',
          name: 'Contents title',
          basedOn: 'Normal',
          run: { size: 32, bold: true },
          paragraph: { spacing: { after: 240 }, border: { top: rule } },
        },
        {
          id: 'TOC1',
          name: 'toc 1',
          basedOn: 'Normal',
          run: { bold: true },
          paragraph: { spacing: { before: 160, after: 40 } },
        },
        { id: 'TOC2', name: 'toc 2', basedOn: 'Normal', paragraph: { spacing: { after: 30 }, indent: { left: 620 } } },
      ],
    },
    numbering: {
      config: [
        {
          reference: dashes,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '–',
              alignment: AlignmentType.LEFT,
              style: { run: { color: muted }, paragraph: { indent: { left: 300, hanging: 300 } } },
            },
          ],
        },
      ],
    },
  };
}

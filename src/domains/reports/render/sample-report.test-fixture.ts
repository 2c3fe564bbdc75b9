// A realistic half-yearly report of some fifteen pages, in both languages, with every kind of block.
import type { ReportDocument, ReportLanguage } from '../model/document.ts';
import { printedWords } from './printed-words.ts';
import { environmentChapters } from './sample-environment.test-fixture.ts';
import { factoryChapter, supplyChapters } from './sample-supply.test-fixture.ts';
import { voiceIn } from './sample-voice.test-fixture.ts';
import { waterChapter } from './sample-water.test-fixture.ts';

/** The report in one language. The same figures with the same ids stand in both. */
export function sampleReport(language: ReportLanguage, isPublished = true): ReportDocument {
  const voice = voiceIn(language);
  const { say } = voice;
  return {
    language,
    title: say('Green Manufacturing System Periodic Report', '绿色制造体系定期报告'),
    company: say('Example Precision Manufacturing', '示例精密制造'),
    period: say('First half of 2024', '2024年上半年'),
    cover: [
      { label: say('Prepared by', '编制单位'), value: say('Sustainability office', '可持续发展办公室') },
      { label: say('Reporting period', '报告期'), value: say('1 January to 30 June 2024', '2024年1月1日至6月30日') },
      {
        label: say('Reporting boundary', '报告边界'),
        value: say('Group: nine subsidiaries, twelve factories', '集团：九家子公司，十二家工厂'),
      },
    ],
    edition: isPublished
      ? {
          number: 3,
          publishedAt: '2024-09-12',
          historyBlocks: [
            { height: 18_204, root: '9f3a1c0e7b52d48861aa0c9e4fd2b7351e60c8f2a94d7713b0e5f6128c3d9a40' },
            { height: 18_205, root: '04bb7e61f0c9d2a85573e18f6aa9c4d0b1e27f38965cd40a7782f1e3b6c05d9e' },
          ],
        }
      : null,
    chapters: [...environmentChapters(voice), waterChapter(voice), ...supplyChapters(voice), factoryChapter(voice)],
    words: printedWords[language],
  };
}

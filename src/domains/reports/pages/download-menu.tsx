// How does the report leave the page: as a web page, PDF or Word file, in either language?
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';

const formats = ['pdf', 'docx', 'html'] as const;
const languages = ['en', 'zh'] as const;

/** A menu of files: `path` is the endpoint without its ending, such as `/report/draft`. */
export function DownloadMenu({ path, period, label }: { path: string; period?: string; label: string }) {
  const { t } = useWords();
  const content = (
    <nav aria-label={label}>
      <table className="download-table">
        <tbody>
          {formats.map((format) => (
            <tr key={format}>
              <th scope="row">{t(`reports.page.download.${format}`)}</th>
              {languages.map((language) => (
                <td key={language}>
                  <a
                    href={addressOf(`${path}.${format}`, { period, lang: language })}
                    download
                    aria-label={`${t(`reports.page.download.${format}`)}, ${t(`reports.page.language.${language}`)}`}
                  >
                    {t(`reports.page.language.${language}`)}
                  </a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </nav>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" arrow={false}>
      <Button icon={<DownloadOutlined aria-hidden="true" />} aria-haspopup="true">
        {label}
      </Button>
    </Popover>
  );
}

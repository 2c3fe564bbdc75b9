// The other language, by its own name.
import { Button } from 'antd';
import { useWords } from './language.tsx';

export function LanguageButton({ className }: { className?: string }) {
  const { language, setLanguage } = useWords();
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <Button
      type="text"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      {...(className ? { className } : {})}
      onClick={() => void setLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}

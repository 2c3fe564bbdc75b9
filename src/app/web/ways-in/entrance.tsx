// The frame of every page before one is in: the name, the other language, and one card.
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import './ways-in.css';

export function Entrance({ title, onSend, children }: { title: string; onSend?: () => void; children: ReactNode }) {
  const { language, setLanguage } = useWords();
  useEffect(() => {
    document.title = `${title} · greenfab`;
  }, [title]);
  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <span className="brand-plain">greenfab</span>
        <Button
          type="text"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          {language === 'en' ? '中文' : 'English'}
        </Button>
      </div>
      <form
        className="sign-in-form panel"
        onSubmit={(event) => {
          event.preventDefault();
          onSend?.();
        }}
      >
        <h1>{title}</h1>
        {children}
      </form>
    </main>
  );
}

/** What was refused, said where it was typed. */
export const Refusal = ({ words }: { words: string | undefined }) =>
  words ? (
    <p className="field-error" role="alert">
      {words}
    </p>
  ) : null;

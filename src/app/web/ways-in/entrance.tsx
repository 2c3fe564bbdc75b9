// The frame of every page before one is in: the name, the other language, and one card.
import { type ReactNode, useEffect } from 'react';
import { LanguageButton } from '#platform/ui/language-button.tsx';
import './ways-in.css';

export function Entrance({ title, onSend, children }: { title: string; onSend?: () => void; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · greenfab`;
  }, [title]);
  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <span className="brand-plain">greenfab</span>
        <LanguageButton />
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

// The reviewer's words in a line, where returned records are listed: pressed, they open the record on their field.
import { Link } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { Returned } from './answers.ts';
import { useKindWords } from './kinds.tsx';
import { usePersonName } from './record-history.tsx';

/** The field that a link from returned words opens on. */
export const fieldOf = (kind: RecordKind, { words }: Pick<Returned, 'words'>): string | undefined =>
  words.find(({ field }) => field !== null && kind.flat.has(field))?.field ?? undefined;

/** The words of one returned record; nothing where it is not returned. */
export function ReturnedWords({ kind, returned }: { kind: RecordKind; returned: Returned | undefined }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const nameOf = usePersonName();
  if (!returned || returned.words.length === 0) return null;
  const said = returned.words
    .map((note) => (note.field && kind.all.has(note.field) ? `${words.field(note.field)}: ${note.words}` : note.words))
    .join(' · ');
  const whole = t('ui.return.saidBy', { words: said, name: nameOf(returned.by, returned.by.id) });
  return (
    <Link
      to={`/records/${kind.kind}/${returned.id}` as never}
      search={{ field: fieldOf(kind, returned) } as never}
      className="returned-words"
      title={whole}
      onClick={(event) => event.stopPropagation()}
    >
      {said}
    </Link>
  );
}

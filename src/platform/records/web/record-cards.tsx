// The rows of a list on a phone: a card each, with the fields that matter most.
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { RecordList } from './answers.ts';
import { HiddenMark } from './hidden-mark.tsx';
import { useKindWords } from './kinds.tsx';
import { ReturnedWords } from './returned-words.tsx';
import { isNumeric, shownValue, unitOf } from './shown-value.ts';
import { StateMark } from './state-mark.tsx';

/** The fields of a card: a number for its right edge where the kind has one, a title, and one line below. */
function partsOf(kind: RecordKind) {
  const paths = kind.list.flatMap((path) => {
    const of = kind.all.get(path);
    return of ? [{ path, of }] : [];
  });
  const number =
    paths.find(({ of }) => isNumeric(of) && of.type === 'quantity') ?? paths.find(({ of }) => isNumeric(of));
  const others = paths.filter((one) => one !== number);
  // A factory's own list is mostly of one factory: what the record is about names it better.
  const title =
    others.find(({ of, path }) => of.type === 'local' || (of.type === 'ref' && path !== kind.site)) ?? others[0];
  return { number, title, below: others.filter((one) => one !== title).slice(0, 2) };
}

/** Records as cards. */
export function RecordCards({
  kind,
  list,
  onOpen,
}: {
  kind: RecordKind;
  list: RecordList;
  onOpen: (id: string) => void;
}) {
  const { language, t } = useWords();
  const words = useKindWords(kind);
  const { number, title, below } = partsOf(kind);
  return (
    <ul className="cards" aria-label={words.many}>
      {list.records.map((row) => {
        const by = { language, t, names: list.names };
        const say = (part: typeof title) => (part ? shownValue(part.of, row.values[part.path], by)?.text : undefined);
        return (
          <li key={row.id}>
            <button type="button" className={row.voided ? 'card row-voided' : 'card'} onClick={() => onOpen(row.id)}>
              <span className="card-title">{say(title) ?? '—'}</span>
              {number ? (
                <span className="card-number">
                  {row.hidden?.includes(number.path) ? (
                    <HiddenMark />
                  ) : (
                    <>
                      {say(number) ?? '—'} {unitOf(number.of)}
                    </>
                  )}
                </span>
              ) : null}
              <span className="card-below">{below.map(say).filter(Boolean).join(' · ')}</span>
              {kind.review !== 'none' ? <StateMark record={row} /> : null}
            </button>
            <ReturnedWords kind={kind} returned={list.returned.find(({ id }) => id === row.id)} />
          </li>
        );
      })}
    </ul>
  );
}

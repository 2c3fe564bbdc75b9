// What an item is made of, level by level, each part with its verdict; the way to the worst stands open.
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { PartsAnswer, PartTold } from '../model/item-answer.ts';
import { VerdictMark } from './verdict-mark.tsx';

function Branch({ part, pack, open }: { part: PartTold; pack: string; open: readonly string[] }) {
  const { t, local } = useWords();
  const [isOpen, setOpen] = useState(part.hasParts && open.includes(part.id));
  return (
    <li>
      <span className="item-branch">
        {part.hasParts ? (
          <Button
            type="text"
            size="small"
            aria-expanded={isOpen}
            aria-label={t(isOpen ? 'substances.tree.close' : 'substances.tree.open', { item: part.number })}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? '▾' : '▸'}
          </Button>
        ) : (
          <span className="item-leaf" />
        )}
        <Link to={`/substances/items/${part.id}` as never} search={{ pack } as never}>
          {part.number}
        </Link>
        <span>{local(part.name)}</span>
        <span className="secondary">
          × {part.quantity}
          {part.unit === 'piece' ? '' : ` ${t(`substances.unit.${part.unit}`)}`}
        </span>
        <VerdictMark verdict={part.verdict} basis={part.basis} />
      </span>
      {isOpen ? <Level item={part.id} pack={pack} open={open} /> : null}
    </li>
  );
}

function Level({ item, pack, open }: { item: string; pack: string; open: readonly string[] }) {
  const { data, isPending } = useJson<PartsAnswer>(`/substances/items/${item}/parts`, { pack }, { keep: true });
  if (isPending) return <Waiting rows={2} />;
  return (
    <ul>
      {data?.parts.map((part) => (
        <Branch key={`${part.id} ${pack}`} part={part} pack={pack} open={open} />
      ))}
    </ul>
  );
}

/** @param open items whose parts are shown at once: the way to the worst */
export function PartsTree({ item, pack, open }: { item: string; pack: string; open: readonly string[] }) {
  const { t } = useWords();
  const { data } = useJson<PartsAnswer>(`/substances/items/${item}/parts`, { pack }, { keep: true });
  if (!data) return <Waiting rows={3} />;
  if (data.parts.length === 0) return <p className="secondary">{t('substances.tree.none')}</p>;
  return (
    <div className="item-tree">
      <Level item={item} pack={pack} open={open} />
    </div>
  );
}

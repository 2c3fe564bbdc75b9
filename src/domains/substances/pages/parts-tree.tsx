// What an item is made of, level by level, each part with its verdict; the way to the worst stands open.
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
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
  const { data, error, isPending, refetch } = useJson<PartsAnswer>(`/substances/items/${item}/parts`, { pack });
  if (isPending) return <Waiting rows={2} />;
  if (!data) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <ul>
      {data.parts.map((part) => (
        <Branch key={`${part.id} ${pack}`} part={part} pack={pack} open={open} />
      ))}
    </ul>
  );
}

/**
 * @param open items whose parts are shown at once: the way to the worst
 * @param stands how the item stands: when that changes, its parts are asked for anew
 */
export function PartsTree({
  item,
  pack,
  open,
  stands,
}: {
  item: string;
  pack: string;
  open: readonly string[];
  stands: string;
}) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<PartsAnswer>(`/substances/items/${item}/parts`, { pack });
  useEffect(() => {
    if (stands !== '') void refetch();
  }, [stands, refetch]);
  if (isPending) return <Waiting rows={3} />;
  if (!data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data.parts.length === 0) return <p className="secondary">{t('substances.tree.none')}</p>;
  return (
    <div className="item-tree">
      <Level item={item} pack={pack} open={open} />
    </div>
  );
}

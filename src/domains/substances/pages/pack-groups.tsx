// Which substances the groups take in that an edition names: by their numbers, by an element, by structure, or by other groups.
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { GroupTold, PackAnswer } from '../model/pack-answer.ts';
import { numberOf, usePackWords } from './pack-words.ts';
import { SubstanceLink } from './substance-link.tsx';
import { VerifiedMark } from './verified-mark.tsx';

const AT_ONCE = 60;

function Members({ of }: { of: GroupTold }) {
  const { t, name } = usePackWords();
  const [isWhole, show] = useState(false);
  const shown = isWhole ? of.substances : of.substances.slice(0, AT_ONCE);
  return (
    <>
      <ul className="pack-members">
        {shown.map((one) => (
          <li key={one.key}>
            {numberOf(one.key) === '' ? (
              <span className="pack-number">{t('substances.pack.noNumber')}</span>
            ) : (
              <SubstanceLink of={one.key} />
            )}{' '}
            {name(one)}
          </li>
        ))}
      </ul>
      {shown.length < of.substances.length ? (
        <Button size="small" onClick={() => show(true)}>
          {t('substances.pack.allMembers', { count: of.substances.length })}
        </Button>
      ) : null}
    </>
  );
}

function Group({ of, labelOf }: { of: GroupTold; labelOf: (id: string) => string }) {
  const { t, local, list } = usePackWords();
  const own = useRef<HTMLDetailsElement>(null);
  const [isOpen, open] = useState(false);
  // A link to a group opens it: closed it would answer nothing.
  useEffect(() => {
    const look = () => {
      if (window.location.hash !== `#group-${of.id}`) return;
      open(true);
      own.current?.scrollIntoView({ block: 'start' });
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [of.id]);
  return (
    <details
      ref={own}
      id={`group-${of.id}`}
      className="pack-group"
      open={isOpen}
      onToggle={({ currentTarget }) => open(currentTarget.open)}
    >
      <summary>
        {local(of.label)}{' '}
        <span className="secondary">{t('substances.pack.members', { count: of.substances.length })}</span>
      </summary>
      {isOpen ? (
        <div className="pack-group-body">
          {of.substances.length > 0 ? <Members of={of} /> : null}
          {of.elements ? <p>{t('substances.pack.elements', { elements: list(of.elements) })}</p> : null}
          {of.structure ? <p>{t('substances.pack.structure')}</p> : null}
          {of.groups ? <p>{t('substances.pack.within', { groups: list(of.groups.map(labelOf)) })}</p> : null}
          <p className="side-text">
            <VerifiedMark verified={of.verified} /> {of.source}
          </p>
        </div>
      ) : null}
    </details>
  );
}

/** The groups of an edition. */
export function Groups({ pack }: { pack: PackAnswer }) {
  const { t, local } = usePackWords();
  if (pack.groups.length === 0) return null;
  const labelOf = (id: string) => local(pack.groups.find((one) => one.id === id)?.label) || id;
  return (
    <section className="board" id="groups" aria-labelledby="groups-title">
      <h2 className="board-title" id="groups-title">
        {t('substances.packs.groups')}
      </h2>
      {pack.groups.map((group) => (
        <Group key={group.id} of={group} labelOf={labelOf} />
      ))}
    </section>
  );
}

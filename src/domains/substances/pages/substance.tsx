// The page of a substance: its names and numbers, what is in it, where it belongs, and every restriction that names it.
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { ElementShareTold, ReasonTold, SubstanceAnswer } from '../model/substance.ts';
import { IdentitiesStanding, readAgainWhileLoading } from './identities-standing.tsx';
import { MolecularFormula } from './substance-formula.tsx';
import { SubstanceRestrictions } from './substance-restrictions.tsx';
import '#platform/ui/chart/numbers.css';
import { WhereUsed } from './where-used.tsx';
import './substances.css';

/** A share of mass in percent: two digits, or more where it is small. */
const percentOf = (share: number, language: string) =>
  `${(share * 100).toLocaleString(language, { maximumSignificantDigits: 4 })} %`;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <dt>{label}</dt>
      <dd>{children ?? <span className="secondary">{t('substances.one.notHeld')}</span>}</dd>
    </>
  );
}

function Facts({ one }: { one: SubstanceAnswer }) {
  const { t } = useWords();
  const { name, identity, own } = one;
  return (
    <section className="board">
      <h2 className="board-title">{t('substances.one.facts')}</h2>
      <dl className="substance-facts">
        <Fact label={t('substances.search.cas')}>{one.cas}</Fact>
        <Fact label={t('substances.search.ec')}>{one.ec}</Fact>
        <Fact label={t('substances.one.nameEn')}>{name.en}</Fact>
        <Fact label={t('substances.one.nameZh')}>{name.zh}</Fact>
        {one.others.length > 0 ? (
          <Fact label={t('substances.one.others')}>
            <ul className="substance-others">
              {one.others.map((other) => (
                <li key={other}>{other}</li>
              ))}
            </ul>
          </Fact>
        ) : null}
        <Fact label={t('substances.search.formula')}>
          {one.formula ? <MolecularFormula formula={one.formula} /> : null}
        </Fact>
        {one.composition ? (
          <Fact label={t('substances.one.molarMass')}>{`${one.composition.molarMass} g/mol`}</Fact>
        ) : null}
        {one.smiles ? (
          <Fact label="SMILES">
            <code className="substance-code">{one.smiles}</code>
          </Fact>
        ) : null}
        {one.inchiKey ? (
          <Fact label="InChIKey">
            <code className="substance-code">{one.inchiKey}</code>
          </Fact>
        ) : null}
        {identity ? (
          <Fact label={t('substances.one.lists')}>
            <ul className="substance-others">
              {identity.lists.map((letter) => (
                <li key={letter}>{t(`substances.one.list.${letter}`)}</li>
              ))}
            </ul>
            <span className="secondary">{t('substances.one.edition', { edition: identity.edition })}</span>
          </Fact>
        ) : null}
        {own ? (
          <Fact label={t('substances.one.ownRecord')}>
            <Link to={`/records/substances.substance/${own.id}` as never}>{own.number}</Link>
            {own.note ? <p className="prose">{own.note}</p> : null}
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

function Elements({ one }: { one: SubstanceAnswer }) {
  const { t } = useWords();
  const { composition, formula, formulaProblem } = one;
  const varies = 'formula_of_varying_composition';
  return (
    <section className="board">
      <h2 className="board-title">{t('substances.one.elements')}</h2>
      {composition ? (
        <Shares shares={composition.shares} />
      ) : (
        <p>
          {formulaProblem
            ? t(`substances.one.formulaProblem.${formulaProblem === varies ? varies : 'other'}`, {
                formula: formula ?? '',
              })
            : t('substances.one.noFormula')}
        </p>
      )}
    </section>
  );
}

function Shares({ shares }: { shares: readonly ElementShareTold[] }) {
  const { t, language } = useWords();
  if (shares.length === 0) return <p>{t('substances.one.noElements')}</p>;
  return (
    <>
      <table className="numbers-table substance-shares">
        <thead>
          <tr>
            <th scope="col">{t('substances.one.element')}</th>
            <th scope="col" className="right">
              {t('substances.one.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ element, low, high }) => (
            <tr key={element}>
              <th scope="row">{element}</th>
              <td className="right">
                {low === high
                  ? percentOf(high, language)
                  : `${percentOf(low, language)} – ${percentOf(high, language)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shares.some(({ low, high }) => low !== high) ? (
        <p className="side-text">{t('substances.one.openShare')}</p>
      ) : null}
    </>
  );
}

function Groups({ one }: { one: SubstanceAnswer }) {
  const { t, local } = useWords();
  const reason = ({ by, within, element }: ReasonTold) =>
    t(`substances.one.why.${by}${within && by !== 'structure' ? 'Within' : ''}`, {
      within: local(within),
      element: element ?? '',
    });
  return (
    <section className="board">
      <h2 className="board-title">{t('substances.one.groups')}</h2>
      {one.groups.length === 0 ? (
        <p>{t('substances.one.noGroups')}</p>
      ) : (
        <ul className="substance-groups">
          {one.groups.map(({ id, label, why }) => (
            <li key={id}>
              <span>{local(label)}</span>
              <span className="secondary">{why.map(reason).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      {one.structure ? <Structure structure={one.structure} /> : null}
    </section>
  );
}

function Structure({ structure }: { structure: NonNullable<SubstanceAnswer['structure']> }) {
  const { t, local } = useWords();
  const { isPfas, carbons, definition } = structure;
  const carbon = ([group, those]: [string, typeof carbons]) =>
    t('substances.one.structure.carbon', {
      ...{ count: those.length, group, atoms: those.map(({ atom }) => atom).join(', ') },
    });
  const found = [...Map.groupBy(carbons, ({ group }) => group)].map(carbon).join(' · ');
  return (
    <div className="substance-structure">
      <h3>{t('substances.one.structure')}</h3>
      <p>
        {isPfas === null
          ? t('substances.one.structure.unreadable')
          : isPfas
            ? t('substances.one.structure.yes', { carbons: found })
            : t('substances.one.structure.no')}
      </p>
      <p className="side-text">{local(definition)}</p>
    </div>
  );
}

/** The page of one substance, by the key in its address. */
export function SubstancePage() {
  const { t, language } = useWords();
  const { key = '' } = useParams({ strict: false }) as { key?: string };
  const { data, error, isPending, refetch } = useJson<SubstanceAnswer>(
    `/substances/substance/${encodeURIComponent(key)}`,
    {},
    { every: readAgainWhileLoading },
  );
  const number = key.slice(key.indexOf(':') + 1);
  const [first, second] = language === 'zh' ? [data?.name.zh, data?.name.en] : [data?.name.en, data?.name.zh];
  const title = first ?? second ?? number;
  const beside = [first ? second : null, title === number ? null : number].flatMap((one) => one ?? []);
  return (
    <Page
      title={title}
      subtitle={beside.join(' · ') || undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/substances/list">{t('substances.search.title')}</LinkButton>
          {key.startsWith('cas:') ? (
            <LinkButton to="/substances/impact" search={{ substance: key }}>
              {t('substances.impact.title')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      {data ? (
        <div className="substances">
          <IdentitiesStanding identities={data.identities} />
          <div className="substance-columns">
            <Facts one={data} />
            <div className="substances">
              <Elements one={data} />
              <Groups one={data} />
            </div>
          </div>
          <SubstanceRestrictions restrictions={data.restrictions} />
          <WhereUsed substance={key} />
        </div>
      ) : null}
    </Page>
  );
}

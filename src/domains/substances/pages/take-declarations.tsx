// A supplier's file taken in: what it declares of which of our parts, what is wrong with it at which line, and then all of it kept.
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { FileDrop } from '#platform/records/web/file-drop.tsx';
import { ReferenceSelect } from '#platform/records/web/reference-select.tsx';
import type { Params } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import type { DeclarationFileAnswer, ProductChoice, ProductTold } from '../model/declaration-file-answer.ts';
import { FileProblems } from './file-problems.tsx';
import { useFacts } from './use-facts.ts';
import { useSentFile } from './use-sent-file.ts';
import '#platform/ui/chart/numbers.css';
import './items.css';

const accepted = '.xml,.xlsx,.csv';

/** What a person said of the file. */
interface Said {
  supplier?: string | undefined;
  issuedOn?: string | undefined;
  until?: string | undefined;
  choices: ReadonlyMap<number, ProductChoice>;
}

const choiceText = (choice: ProductChoice): string =>
  choice === 'leave_out' ? choice : 'part' in choice ? `part:${choice.part}` : `item:${choice.item}`;

/** Which of our parts a product of the file is. */
function Choice({ product, onChoose }: { product: ProductTold; onChoose: (choice: ProductChoice | null) => void }) {
  const { t, local } = useWords();
  const { candidates, choice, number, name } = product;
  const options = [
    ...candidates.map((one) => ({
      value: `part:${one.makerPartId}`,
      label: `${one.item.number} · ${one.number}${one.maker ? ` (${local(one.maker)})` : ''}`,
    })),
    { value: 'item', label: t('substances.take.newPart') },
    { value: 'leave_out', label: t('substances.take.leaveOut') },
  ];
  const isItem = choice !== null && choice !== 'leave_out' && 'item' in choice;
  const value = choice === null ? null : isItem ? 'item' : choiceText(choice);
  return (
    <div className="stacked take-product">
      <Select
        aria-label={t('substances.take.whichPart', { given: number ?? name ?? '' })}
        placeholder={t('substances.take.choose')}
        status={choice === null ? 'error' : ''}
        value={value}
        options={options}
        popupMatchSelectWidth={false}
        onChange={(next) =>
          onChoose(
            next === 'leave_out'
              ? 'leave_out'
              : next === 'item'
                ? { item: '' }
                : { part: String(next).slice('part:'.length) },
          )
        }
      />
      {isItem ? (
        <ReferenceSelect
          to="substances.item"
          label={t('substances.take.forItem', { given: number ?? name ?? '' })}
          value={choice.item === '' ? [] : [choice.item]}
          names={{}}
          onChange={([item]) => onChoose({ item: item ?? '' })}
        />
      ) : null}
    </div>
  );
}

function Products({
  answer,
  said,
  onChoose,
}: {
  answer: DeclarationFileAnswer;
  said: Said;
  onChoose: (nth: number, choice: ProductChoice | null) => void;
}) {
  const { t } = useWords();
  return (
    <NumbersScroll label={t('substances.take.products')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.take.product')}</th>
            <th scope="col">{t('substances.declaration.fullMaterial')}</th>
            <th scope="col" className="right">
              {t('substances.take.lines')}
            </th>
            <th scope="col" className="right">
              {t('substances.take.statements')}
            </th>
            <th scope="col">{t('substances.take.ours')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.products.map((product) => (
            <tr key={product.nth}>
              <th scope="row">
                {product.number ?? '—'} <span className="secondary">{product.name ?? ''}</span>
              </th>
              <td>{t(`substances.disclosure.${product.disclosure}`)}</td>
              <td className="right">{product.lines}</td>
              <td className="right">{product.statements}</td>
              <td>
                <Choice
                  product={{ ...product, choice: said.choices.get(product.nth) ?? product.choice }}
                  onChoose={(choice) => onChoose(product.nth, choice)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function Kept({ answer }: { answer: DeclarationFileAnswer }) {
  const { t } = useWords();
  const kept = answer.kept ?? [];
  return (
    <section className="board" role="status">
      <h2 className="board-title">{t('substances.take.kept', { count: kept.length })}</h2>
      <p>{t(kept.some(({ state }) => state !== 'approved') ? 'substances.take.toReview' : 'substances.take.counts')}</p>
      <ul className="bullets">
        {kept.map(({ id, document, outcome }) => (
          <li key={id}>
            <Link to={`/records/substances.declaration/${id}` as never}>{document}</Link>{' '}
            <span className="secondary">{t(`substances.take.outcome.${outcome}`)}</span>
          </li>
        ))}
      </ul>
      <p>
        <Link to={'/substances/items' as never}>{t('substances.item|many')}</Link>
      </p>
    </section>
  );
}

/** What is said of the file as it is asked about; a choice that is not finished is none yet. */
const asked = ({ supplier, issuedOn, until, choices }: Said): Params => ({
  ...{ supplier, issuedOn, until },
  choices: [...choices]
    .filter(([, choice]) => choice === 'leave_out' || !('item' in choice) || choice.item !== '')
    .map(([place, choice]) => `${place}=${choiceText(choice)}`)
    .join(','),
});

/** Where a supplier's file is dropped, understood and kept. */
export function TakeDeclarationsPage() {
  const { t } = useWords();
  const [facts] = useFacts();
  const path = '/substances/declaration-files';
  const { file, answer, sending, isWorking, ...sent } = useSentFile<DeclarationFileAnswer>(path);
  const [said, say] = useState<Said>({ choices: new Map(), supplier: facts.supplier });
  const take = (next: File | undefined) => {
    if (!next) return;
    const anew = { ...said, choices: new Map() };
    say(anew);
    sent.take(next, asked(anew));
  };
  const again = (more: Partial<Said>) => {
    const next = { ...said, ...more };
    say(next);
    sent.lookAgain(asked(next));
  };
  const choose = (nth: number, choice: ProductChoice | null) => {
    const choices = new Map(said.choices);
    if (choice === null) choices.delete(nth);
    else choices.set(nth, choice);
    say({ ...said, choices });
  };
  const errors = answer?.problems.some(({ level }) => level === 'error') ?? false;
  const chosen = answer?.products.map((one) => said.choices.get(one.nth) ?? one.choice) ?? [];
  const isWhole =
    answer !== undefined &&
    !errors &&
    (said.issuedOn ?? answer.issuedOn) !== null &&
    chosen.every((one) => one !== null && (one === 'leave_out' || !('item' in one) || one.item !== '')) &&
    chosen.some((one) => one !== 'leave_out') &&
    (said.supplier !== undefined || chosen.every((one) => one === null || one === 'leave_out' || 'part' in one));
  return (
    <Page title={t('substances.take.title')} subtitle={t('substances.take.subtitle')}>
      <div className="items-page">
        <div className="impact-form">
          <Labelled label={t('substances.take.supplier')}>
            {(id) => (
              <ReferenceSelect
                id={id}
                to="suppliers.supplier"
                value={said.supplier ? [said.supplier] : []}
                names={{}}
                onChange={([supplier]) => again({ supplier })}
              />
            )}
          </Labelled>
        </div>
        <FileDrop
          label={t('substances.take.drop')}
          hint={t('substances.take.hint')}
          accept={accepted}
          sending={sending}
          isCompact={answer !== undefined}
          onFiles={([next]) => take(next)}
        />
        {isWorking && !sending ? (
          <p role="status" className="secondary">
            {t(`substances.take.${isWorking}`, { file: file?.name ?? '' })}
          </p>
        ) : null}
        {answer?.kept ? <Kept answer={answer} /> : null}
        {answer && answer.problems.length > 0 ? <FileProblems problems={answer.problems} /> : null}
        {answer && answer.products.length > 0 && !answer.kept ? (
          <section className="board">
            <h2 className="board-title">
              {t('substances.take.found', {
                format: answer.format ? t(`substances.format.${answer.format}`) : '',
                document: answer.document ?? '',
                supplier: answer.supplierNamed ?? '—',
              })}
            </h2>
            <div className="item-filters">
              <Labelled label={t('substances.declaration.issuedOn')}>
                {(id) => (
                  <Input
                    id={id}
                    type="date"
                    value={said.issuedOn ?? answer.issuedOn ?? ''}
                    onChange={({ target }) => say({ ...said, issuedOn: target.value || undefined })}
                  />
                )}
              </Labelled>
              <Labelled label={t('substances.declaration.until')}>
                {(id) => (
                  <Input
                    id={id}
                    type="date"
                    value={said.until ?? ''}
                    onChange={({ target }) => say({ ...said, until: target.value || undefined })}
                  />
                )}
              </Labelled>
            </div>
            <Products answer={answer} said={said} onChoose={choose} />
            <div className="item-more">
              <Button
                type="primary"
                disabled={!isWhole}
                loading={isWorking === 'keeping'}
                onClick={() => sent.keep(asked(said))}
              >
                {t('substances.take.keep')}
              </Button>
            </div>
          </section>
        ) : null}
      </div>
    </Page>
  );
}

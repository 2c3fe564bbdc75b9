// Making a one-time link: whom it is for, which factory, and of each field whether it is asked, fixed or left out.

import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Modal, Segmented, Select } from 'antd';
import { useContext, useState } from 'react';
import type { Field, RecordKind } from '#platform/records/declare/kind.ts';
import { FieldInput } from '#platform/records/web/field-input.tsx';
import { type FormValue, formValueOf, givenValueOf } from '#platform/records/web/form-values.ts';
import { KindsContext, useKindWords } from '#platform/records/web/kinds.tsx';
import { ReferenceSelect } from '#platform/records/web/reference-select.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { ApiProblem, type FieldProblem, sendJson } from '#platform/ui/api.ts';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { useMe } from '#platform/ui/session.tsx';

const usualDays = 7;
const mostDays = 60;
type How = 'asked' | 'given' | 'out';

/** The dialog; what it makes is shown once. */
export function MakeLink({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [made, note] = useState<string | undefined>();
  const [isCopied, copied] = useState(false);
  const close = () => {
    void client.invalidateQueries({ queryKey: ['json', '/links'] });
    onDone();
  };
  return (
    <Modal open width={720} title={t(made ? 'ui.links.made' : 'ui.links.make')} footer={null} onCancel={close}>
      {made ? (
        <div className="links-form">
          <p>{t('ui.links.madeText')}</p>
          <div className="links-address">
            <Input readOnly aria-label={t('ui.links.made')} value={made} onFocus={(event) => event.target.select()} />
            <Button type="primary" onClick={() => void navigator.clipboard.writeText(made).then(() => copied(true))}>
              {t(isCopied ? 'ui.links.copied' : 'ui.links.copy')}
            </Button>
            <Button onClick={close}>{t('ui.links.done')}</Button>
          </div>
        </div>
      ) : (
        <Asking onMade={note} onCancel={close} />
      )}
    </Modal>
  );
}

function Asking({ onMade, onCancel }: { onMade: (address: string) => void; onCancel: () => void }) {
  const { t } = useWords();
  const kinds = useContext(KindsContext);
  const { groupWriter } = useMe();
  const offered = [...kinds.values()].filter((kind) => kind.owner === 'site' || groupWriter);
  const [chosen, choose] = useState('waste.load');
  const kind = offered.find((one) => one.kind === chosen) ?? offered[0];
  if (!kind) return null;
  return (
    <div className="links-form">
      <Labelled label={t('ui.links.kind')}>
        {(id) => (
          <Select
            id={id}
            className="full-width"
            showSearch={{ optionFilterProp: 'label' }}
            value={kind.kind}
            options={offered.map((one) => ({ value: one.kind, label: t(`${one.kind}|many`) }))}
            onChange={choose}
          />
        )}
      </Labelled>
      <AskingOf key={kind.kind} kind={kind} onMade={onMade} onCancel={onCancel} />
    </div>
  );
}

/** Fields that a form of a phone can ask for: not those of lines, nor lists of codes. */
const askable = (kind: RecordKind): [string, Field][] =>
  [...kind.flat].filter(([path, of]) => of.type !== 'codes' && !(kind.owner === 'site' && path === kind.site));

function AskingOf({
  kind,
  onMade,
  onCancel,
}: {
  kind: RecordKind;
  onMade: (address: string) => void;
  onCancel: () => void;
}) {
  const { t, language } = useWords();
  const words = useKindWords(kind);
  const { scope } = useAddress();
  const organisation = useOrganisation();
  const here = organisation?.find(scope);
  const [site, choose] = useState<string | undefined>();
  const [forWhom, name] = useState('');
  const [note, say] = useState('');
  const [days, until] = useState(usualDays);
  const [formLanguage, speak] = useState(language);
  const [ways, way] = useState<Readonly<Record<string, How>>>({});
  const [values, fix] = useState<Readonly<Record<string, FormValue>>>({});
  const [choices, offer] = useState<Readonly<Record<string, string[]>>>({});
  const [problems, tell] = useState<readonly FieldProblem[]>([]);
  const [failed, fail] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const siteId = site ?? (here?.type === 'site' ? here.id : undefined);
  const fields = askable(kind);
  const howOf = (path: string, of: Field): How => ways[path] ?? (of.required ? 'asked' : 'out');
  const send = async () => {
    setBusy(true);
    tell([]);
    fail(undefined);
    const asked = fields.filter(([path, of]) => howOf(path, of) === 'asked');
    const given = fields.filter(([path, of]) => howOf(path, of) === 'given');
    try {
      const { address } = await sendJson<{ address: string }>('POST', '/links', {
        ...{ kind: kind.kind, forWhom, language: formLanguage, days },
        ...(note.trim() === '' ? {} : { note }),
        ...(kind.owner === 'site' ? { scope: siteId } : {}),
        given: Object.fromEntries(
          given.map(([path, of]) => [path, givenValueOf(of, values[path] ?? formValueOf(of, null))]),
        ),
        choices: Object.fromEntries(
          asked.flatMap(([path, of]) => (of.type === 'ref' ? [[path, choices[path] ?? []]] : [])),
        ),
        fields: asked.map(([path, of]) => (of.type === 'local' ? `${path}.${formLanguage}` : path)),
      });
      onMade(address);
    } catch (error) {
      if (error instanceof ApiProblem) tell(error.problems);
      fail(error instanceof ApiProblem && error.message !== '' ? error.message : t('ui.page.failed.text'));
    }
    setBusy(false);
  };
  return (
    <form
      className="links-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="links-form-row">
        <Labelled label={t('ui.links.forWhom')}>
          {(id) => (
            <Input
              id={id}
              value={forWhom}
              maxLength={120}
              placeholder={t('ui.links.forWhomHint')}
              onChange={(event) => name(event.target.value)}
            />
          )}
        </Labelled>
        {kind.owner === 'site' ? (
          <Labelled label={t('ui.links.site')}>
            {(id) => (
              <ReferenceSelect
                id={id}
                to="factories.site"
                names={here ? { [here.id]: { code: here.code, ...here.name } } : {}}
                value={siteId ? [siteId] : []}
                onChange={([picked]) => choose(picked)}
              />
            )}
          </Labelled>
        ) : null}
        <Labelled label={t('ui.links.language')}>
          {(id) => (
            <Select
              id={id}
              className="full-width"
              value={formLanguage}
              options={[
                { value: 'zh' as const, label: '中文' },
                { value: 'en' as const, label: 'English' },
              ]}
              onChange={speak}
            />
          )}
        </Labelled>
        <Labelled label={t('ui.links.days')}>
          {(id) => (
            <InputNumber
              id={id}
              className="full-width"
              min={1}
              max={mostDays}
              value={days}
              onChange={(typed) => until(typed ?? usualDays)}
            />
          )}
        </Labelled>
      </div>
      <Labelled label={t('ui.links.note')}>
        {(id) => (
          <>
            <Input.TextArea
              aria-describedby={`${id}-hint`}
              id={id}
              autoSize={{ minRows: 2, maxRows: 5 }}
              value={note}
              maxLength={1_000}
              onChange={(event) => say(event.target.value)}
            />
            <FreeTextHint id={`${id}-hint`} />
          </>
        )}
      </Labelled>
      <h2>{t('ui.links.fields')}</h2>
      <table className="links-fields">
        <thead>
          <tr>
            <th scope="col">{t('ui.links.field')}</th>
            <th scope="col">{t('ui.links.how')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('ui.links.value', { field: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(([path, of]) => {
            const how = howOf(path, of);
            const label = words.field(path);
            const wrong = problems.filter((one) => one.field === path);
            return (
              <tr key={path}>
                <td>
                  {label}
                  {wrong.map((one) => (
                    <p key={one.code} className="field-error">
                      {one.words}
                    </p>
                  ))}
                </td>
                <td>
                  <Segmented<How>
                    size="small"
                    aria-label={`${t('ui.links.how')}: ${label}`}
                    value={how}
                    options={(['asked', 'given', 'out'] as const).map((one) => ({
                      value: one,
                      label: t(`ui.links.how.${one}`),
                      disabled: one === 'out' && of.required,
                    }))}
                    onChange={(one) => way({ ...ways, [path]: one })}
                  />
                </td>
                <td>
                  {how === 'given' ? (
                    <FieldInput
                      id={`link-${path}`}
                      label={t('ui.links.value', { field: label })}
                      of={of}
                      value={values[path] ?? formValueOf(of, null)}
                      onChange={(value) => fix({ ...values, [path]: value })}
                      names={{}}
                      invalid={wrong.length > 0}
                      describedBy={undefined}
                    />
                  ) : how === 'asked' && of.type === 'ref' ? (
                    <ReferenceSelect
                      label={t('ui.links.choices', { field: label })}
                      to={of.to}
                      multiple
                      names={{}}
                      value={choices[path] ?? []}
                      invalid={wrong.length > 0}
                      onChange={(ids) => offer({ ...choices, [path]: ids })}
                    />
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {failed ? (
        <p className="field-error" role="alert">
          {failed}
        </p>
      ) : null}
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={forWhom.trim() === '' || (kind.owner === 'site' && !siteId)}
        >
          {t('ui.links.make')}
        </Button>
        <Button onClick={onCancel}>{t('ui.links.cancel')}</Button>
      </div>
    </form>
  );
}

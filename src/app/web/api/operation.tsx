// One endpoint: in a line, and, opened, what it takes and what it answers.
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { fieldsOf, type OpenApi, type OperationShown, type Schema, shapeOf } from './read-openapi.ts';

/** An endpoint; what is in it is drawn when it is opened. */
export function Operation({ operation, document }: { operation: OperationShown; document: OpenApi }) {
  const { t } = useWords();
  const [isOpen, open] = useState(false);
  const { method, path, summary, description, parameters, body, answer } = operation;
  return (
    <details className="api-operation" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>
        <code>
          <strong>{method}</strong> {path}
        </code>
        <span>{summary}</span>
      </summary>
      {isOpen ? (
        <div className="api-detail">
          {description ? <p className="secondary">{description}</p> : null}
          {parameters.length > 0 ? (
            <>
              <h4>{t('api.parameters')}</h4>
              <dl>
                {parameters.map((one) => (
                  <Field key={`${one.in} ${one.name}`} name={one.name} schema={one.schema} isRequired={one.required}>
                    {one.description ?? one.in}
                  </Field>
                ))}
              </dl>
            </>
          ) : null}
          <Shape title={t('api.body')} schema={body} document={document} />
          <Shape title={t('api.answer')} schema={answer} document={document} />
        </div>
      ) : null}
    </details>
  );
}

function Shape({ title, schema, document }: { title: string; schema: Schema | undefined; document: OpenApi }) {
  const fields = fieldsOf(schema, document);
  if (!schema || fields.length === 0) return null;
  return (
    <>
      <h4>
        {title} {schema.$ref ? <code>{shapeOf(schema)}</code> : null}
      </h4>
      <dl>
        {fields.map(([name, one, isRequired]) => (
          <Field key={name} name={name} schema={one} isRequired={isRequired}>
            {one.title ?? one.description ?? ''}
            <Inner schema={one} document={document} />
          </Field>
        ))}
      </dl>
    </>
  );
}

/** The fields behind a field that refers to a shape, one level down. */
function Inner({ schema, document }: { schema: Schema; document: OpenApi }) {
  const behind = schema.$ref ? schema : schema.items?.$ref ? schema.items : undefined;
  const fields = behind ? fieldsOf(behind, document) : [];
  if (fields.length === 0) return null;
  return (
    <dl>
      {fields.map(([name, one, isRequired]) => (
        <Field key={name} name={name} schema={one} isRequired={isRequired}>
          {one.title ?? one.description ?? ''}
        </Field>
      ))}
    </dl>
  );
}

function Field({
  name,
  schema,
  isRequired,
  children,
}: {
  name: string;
  schema: Schema;
  isRequired: boolean;
  children: React.ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className="api-field">
      <dt>
        <code>{name}</code>
        {isRequired ? <span className="small secondary"> {t('api.required')}</span> : null}
      </dt>
      <dd>
        <code className="small secondary">{shapeOf(schema)}</code> {children}
      </dd>
    </div>
  );
}

// A declaration as a file by IEC 62474, edition X8.21 of its data exchange format.

import type {
  Amount,
  ClaimedExemption,
  Content,
  Declaration,
  DeclaredProduct,
  KnownAs,
  ListEdition,
  Material,
  MaterialGroup,
  NamedPerson,
  Organisation,
  Part,
  ProductName,
  Statement,
} from '../../model/declaration.ts';
import { termsOf } from './amount-text.ts';
import { byList, isQuery } from './by-list.ts';
import { iecEditionWritten, iecNamespace, iecStructure } from './iec-62474-structure.ts';
import { shifted } from './plain-decimal.ts';
import { said } from './rest.ts';
import { type MadeElement, make } from './xml-element.ts';
import { inOrder } from './xml-structure.ts';

const bool = (value: boolean | null) => (value === null ? null : String(value));

/** The whole file. */
export function makeIec(declaration: Declaration): MadeElement {
  const products = declaration.products.map(makeIecProduct);
  return inOrder(makeIecRoot(declaration, products), 'Main', iecStructure);
}

/** The outermost element around products. */
export function makeIecRoot(declaration: Declaration, products: readonly MadeElement[]): MadeElement {
  const { schemaVersion, requester, supplier, authorizer, contact, documentId, issuedOn } = declaration;
  const hasResponse = supplier ?? authorizer ?? contact ?? documentId ?? issuedOn;
  const has = (holds: (product: DeclaredProduct) => boolean) => declaration.products.some(holds);
  const sectionals = [
    has(({ statements }) => statements.some((one) => !isQuery(one))) && 'Compliance',
    has(hasComposition) && 'Composition',
    has(({ materialGroups }) => materialGroups.length > 0) && 'MaterialClassDeclaration',
    has(({ statements }) => statements.some(isQuery)) && 'QueryList',
  ].filter((name) => name !== false);
  const request =
    (requester || declaration.requestedOn) &&
    make('Request', { date: declaration.requestedOn }, [person('Contact', null), company('RequestCompany', requester)]);
  const response =
    hasResponse &&
    make('Response', { date: issuedOn, docID: documentId }, [
      person('Authorizer', authorizer),
      person('Contact', contact),
      company('SupplyCompany', supplier),
    ]);
  return said(declaration, 'Main', { xmlns: iecNamespace, schemaDatabaseVersion: schemaVersion ?? iecEditionWritten }, [
    sectionals.length === 0
      ? null
      : make(
          'Include',
          {},
          sectionals.map((name) => make('Sectional', { nameOfSectional: name })),
        ),
    make('BusinessInfo', { mode: request ? 'Requester/responder' : 'Distribution' }, [
      request || null,
      response ? response : null,
    ]),
    ...products,
  ]);
}

function person(name: string, of: NamedPerson | null): MadeElement {
  const { name: called = '', nameLocal, title, email, phone } = of ?? {};
  const attributes = { name: called, title: title ?? '', email: email ?? '', phone: phone ?? '', nameLocal };
  return of ? said(of, name, attributes) : make(name, attributes);
}

function company(name: string, of: Organisation | null): MadeElement {
  if (!of) return make(name, { name: '' });
  const [id] = of.ids;
  return said(of, name, { name: of.name, nameLocal: of.nameLocal }, [
    id
      ? make('UniqueID', { authority: id.list?.authority ?? '', identity: id.id, version: id.list?.version ?? '' })
      : null,
  ]);
}

const hasComposition = ({ parts, materials, contents, compositionLists, isFullMaterial }: DeclaredProduct) =>
  parts.length + materials.length + contents.length + compositionLists.length > 0 || isFullMaterial !== null;

/** One product. */
export function makeIecProduct(product: DeclaredProduct): MadeElement {
  const compliance = byList(product.statements.filter((one) => !isQuery(one)));
  const queries = byList(product.statements.filter(isQuery));
  const lists = product.compositionLists.length > 0 ? product.compositionLists : [null];
  return said(product, 'Product', { unitType: product.unit, isArticle: bool(product.isArticle) }, [
    ...[product, ...product.alsoCovers].map(productId),
    ...compliance.map(([list, answers]) =>
      make('Compliance', {}, [uniqueId('DeclarableSubstanceList', list), ...answers.map(answer)]),
    ),
    hasComposition(product)
      ? make('Composition', { isFMD: bool(product.isFullMaterial) }, [
          ...lists.map((list) => uniqueId('DeclarableSubstanceList', list)),
          ...inside(product),
        ])
      : null,
    ...byList(product.materialGroups).map(([list, groups]) =>
      make('MaterialClassDeclaration', {}, [uniqueId('MaterialClassList', list), ...groups.map(group)]),
    ),
    ...queries.map(([list, asked]) =>
      make('QueryList', {}, [list && uniqueId('QueryListID', list), ...asked.map(query)]),
    ),
    ...exemptionsOf(product.exemptions),
  ]);
}

const uniqueId = (name: string, list: ListEdition | null) =>
  make(name, { authority: list?.authority ?? '', identity: list?.identity ?? '', version: list?.version ?? '' });

function productId({ name, number, requesterNumber, revision, effectiveOn, massMg }: ProductName): MadeElement {
  return make(
    'ProductID',
    { name, identifier: number, effectiveDate: effectiveOn, version: revision, requesterIdentifier: requesterNumber },
    [massMg === null ? null : make('Mass', { mass: massMg, unitOfMeasure: 'mg' })],
  );
}

const inside = ({ parts, materials, contents }: Pick<Part, 'parts' | 'materials' | 'contents'>): MadeElement[] => [
  ...parts.map(part),
  ...materials.map(material),
  ...contents.map(substance),
];

function part(of: Part): MadeElement {
  const { name, number, count, massMg, isArticle } = of;
  const id = {
    name: name === '' ? null : name,
    number,
    requesterNumber: null,
    revision: null,
    effectiveOn: null,
    massMg,
  };
  return said(of, 'ProductPart', { numberOfUnits: count, isArticle: bool(isArticle) }, [productId(id), ...inside(of)]);
}

function material(of: Material): MadeElement {
  return said(of, 'Material', { name: of.name, isArticle: bool(of.isArticle) }, [
    ...of.knownAs.slice(0, 1).map((one) => entry('MaterialID', one)),
    ...of.classes.map((one) => entry('MaterialClassID', one)),
    ...amountOf(of.amount),
    ...of.contents.map(substance),
  ]);
}

function substance(of: Content): MadeElement {
  const isNamed = (id: string) => of.knownAs.some((one) => one.id === id);
  const numbers = [of.cas, of.ec].filter((id) => id !== null && !isNamed(id)).map((id) => ({ id: id as string }));
  return said(of, 'Substance', { name: of.name === '' ? null : of.name, descriptionOfUse: of.use }, [
    ...[...numbers, ...of.knownAs].map((one) => entry('SubstanceID', one)),
    ...of.groups.map((one) => entry('DsgID', one)),
    ...amountOf(of.amount),
    ...exemptionsOf(of.exemptions),
    ...of.thresholds.map(({ above, application, threshold }) =>
      make('CompositionThreshold', {
        aboveThresholdLevel: bool(above),
        reportableApplication: application,
        reportingThreshold: threshold,
      }),
    ),
  ]);
}

const entry = (name: string, { list, id, description }: KnownAs) =>
  make(name, {}, [
    list ? uniqueId('ListID', list) : null,
    make('EntryID', { entryIdentity: id, entryDescription: description }),
  ]);

/** Units that the format has, with the places by which they are larger than a milligram. */
const placesOfMass: Readonly<Record<string, number>> = { mg: 0, g: 3, kg: 6 };

/** Mass and share as far as they are stated; of a mere bound, the bound, since the format has no other place for it. */
function amountOf(amount: Amount | null): MadeElement[] {
  if (!amount) return [];
  const { mass, share } = termsOf(amount);
  const { massMg, share: part, low, high } = amount;
  const percent = (value: string | undefined) => (value === undefined ? undefined : shifted(value, 2));
  const isPercent = share !== null && /^(%|percent)$/i.test(share.unit);
  const made: MadeElement[] = [];
  if (mass !== null && massMg !== undefined) {
    const places = Object.hasOwn(placesOfMass, mass.unit) ? placesOfMass[mass.unit] : undefined;
    const bound = (mg: string | undefined) =>
      mg === undefined || part !== undefined ? undefined : shifted(mg, -(places ?? 0));
    made.push(
      make('Mass', {
        mass: places === undefined ? massMg : mass.number,
        ...{ massRangeMin: bound(low), massRangeMax: bound(high) },
        unitOfMeasure: places === undefined ? 'mg' : mass.unit,
      }),
    );
  }
  const stated = part ?? (massMg === undefined ? (high ?? low) : undefined);
  if (stated !== undefined) {
    const number = share && isPercent ? share.number : percent(stated);
    made.push(
      make('MassPercent', {
        massPercent: number,
        massPercentRangeMin: percent(low),
        massPercentRangeMax: percent(high),
      }),
    );
  }
  return made;
}

const exemptionsOf = (claimed: readonly ClaimedExemption[]): MadeElement[] =>
  byList(claimed).map(([list, ones]) =>
    make('Exemptions', {}, [
      uniqueId('UniqueID', list),
      ...ones.map((one) => said(one, 'Exemption', { description: one.description, identity: one.id })),
    ]),
  );

function answer(of: Statement): MadeElement {
  return said(of, 'DsDsg', { name: of.name, descriptionOfUse: of.use }, [
    make('DsDsgID', { entryIdentity: of.entry ?? '' }),
    ...amountOf(of.amount),
    make('ComplianceThreshold', {
      aboveComplianceThreshold: bool(of.above),
      reportableApplication: of.application ?? '',
      reportingThreshold: of.threshold ?? '',
    }),
    ...exemptionsOf(of.exemptions),
  ]);
}

function query(of: Statement): MadeElement {
  return said(of, 'Query', { response: bool(of.answer), statement: of.name }, [
    of.entry === null ? null : make('QueryID', { entryIdentity: of.entry }),
  ]);
}

function group(of: MaterialGroup): MadeElement {
  return said(of, 'MaterialClass', { id: of.id ?? '', name: of.name }, amountOf(of.amount));
}

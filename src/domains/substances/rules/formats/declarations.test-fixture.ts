// Declarations to try the readers and writers on: files of an invented company, and declarations made by chance.

import fc from 'fast-check';
import type {
  Amount,
  ClaimedExemption,
  Content,
  Declaration,
  DeclaredProduct,
  KnownAs,
  ListEdition,
  Material,
  NamedPerson,
  Part,
  Statement,
} from '../../model/declaration.ts';
import { toMg, toShare } from './amount-text.ts';
import { shifted } from './plain-decimal.ts';
import type { WrittenFormat } from './write-declaration.ts';

/** In the shape of chemSHERPA's AI files; the company, its people and its part are invented. */
export const iecFile = `<?xml version="1.0" encoding="utf-8"?>
<Main schemaDatabaseVersion="X8.21" xmlns="http://std.iec.ch/iec62474" charaLocal="CHN" declarationComplete="true">
  <Include>
    <Sectional nameOfSectional="Compliance" />
    <Sectional nameOfSectional="Composition" />
    <Sectional nameOfSectional="QueryList" />
  </Include>
  <BusinessInfo mode="Requester/responder">
    <Request date="2026-01-08" docID="RQ-77" respondByDate="2026-02-08">
      <Contact name="Lin Wei" title="Buyer" email="lin@asker.example" phone="1" />
      <RequestCompany name="Asker Ltd" nameLocal="问询公司" />
    </Request>
    <Response date="2026-01-20" docID="R-1" comment="2026-01-20@1@0">
      <Authorizer name="Mei Zhou" title="Quality" email="mei@lamps.example" phone="2" division="QA" nameLocal="周梅" />
      <Contact name="Mei Zhou" title="Quality" email="mei@lamps.example" phone="2" city="" />
      <SupplyCompany name="Lamps Ltd"><UniqueID authority="DUNS" identity="123456789" version="0" /></SupplyCompany>
    </Response>
  </BusinessInfo>
  <Product unitType="each" isArticle="true" comment="1@2026-01-20@@">
    <ProductID name="Lamp" identifier="L-1" effectiveDate="2026-01-20" version="B" requesterIdentifier="A-9" requesterName="">
      <Mass mass="0.040" unitOfMeasure="kg" />
    </ProductID>
    <ProductID identifier="L-2" />
    <Compliance isSCIPComplete="true">
      <DeclarableSubstanceList identity="DSL" authority="IEC62474" version="D29.00" />
      <DsDsg name="Lead" comment="@@">
        <DsDsgID entryIdentity="00020" />
        <MassPercent massPercent="3.5E0" massPercentRangeMin="3" massPercentRangeMax="4.0" />
        <ComplianceThreshold aboveComplianceThreshold="true" reportableApplication="All" reportingThreshold="0.1 mass% of article" />
        <Exemptions>
          <UniqueID authority="EU" identity="2011/65/EU Annex III" version="2024" />
          <Exemption identity="6(c)" description="Copper alloy" regIndex="9" />
        </Exemptions>
      </DsDsg>
      <DsDsg name="Melamine">
        <DsDsgID entryIdentity="00190" />
        <ComplianceThreshold aboveComplianceThreshold="0" reportableApplication="All" reportingThreshold="0.1 mass% of article" />
      </DsDsg>
    </Compliance>
    <Composition isFMD="true">
      <DeclarableSubstanceList identity="DSL" authority="IEC62474" version="D29.00" />
      <ProductPart numberOfUnits="2" isArticle="true">
        <ProductID name="Terminal" identifier="T-1"><Mass mass="20" unitOfMeasure="g" /></ProductID>
        <Material name="Brass" isArticle="false" comment="1@@@@">
          <MaterialID><ListID authority="chemSHERPA" identity="Materials" version="2" /><EntryID entryIdentity="R312" /></MaterialID>
          <MaterialClassID><ListID authority="IEC62474" identity="MCL" version="M2.00" /><EntryID entryIdentity="M-121" /></MaterialClassID>
          <Mass mass="20" unitOfMeasure="g" />
          <Substance name="Copper">
            <SubstanceID><EntryID entryIdentity="7440-50-8" /></SubstanceID>
            <SubstanceID><EntryID entryIdentity="231-159-6" /></SubstanceID>
            <MassPercent massPercent="96.5" />
          </Substance>
          <Substance name="Lead" descriptionOfUse="machining">
            <SubstanceID><EntryID entryIdentity="7439-92-1" entryDescription="Pb" /></SubstanceID>
            <DsgID><ListID authority="IEC62474" identity="DSL" version="D29.00" /><EntryID entryIdentity="00020" /></DsgID>
            <Mass mass="700" unitOfMeasure="mg" />
            <MassPercent massPercent="3.5" />
            <Exemptions>
              <UniqueID authority="EU" identity="2011/65/EU Annex III" version="2024" />
              <Exemption identity="6(c)" description="Copper alloy" />
            </Exemptions>
            <CompositionThreshold aboveThresholdLevel="true" reportableApplication="All" reportingThreshold="0.1 mass%" />
            <SafeUse safeUseInformation="Wash hands" />
          </Substance>
          <UseDescriptor><EntryID entryIdentity="PC7" /></UseDescriptor>
        </Material>
      </ProductPart>
    </Composition>
    <QueryList>
      <QueryListID authority="Asker" identity="Q" version="1" />
      <Query statement="Contains conflict minerals" response="false" additionalInformation="none"><QueryID entryIdentity="q1" /></Query>
    </QueryList>
  </Product>
  <ToolNameVersionID identity="tool-1" authority="Lamps" version="0" />
</Main>
`;

const ipcBody = (product: string) => `<BusinessInfo mode="Distribute">
    <Response date="2026-01-20" fieldLock="false" comment="made by hand">
      <Authorizer name="Mei Zhou"><Email address="mei@lamps.example" /><Phone number="2" /></Authorizer>
      <SupplyCompany name="Lamps Ltd"><CompanyID identity="123456789" authority="DUNS" /></SupplyCompany>
    </Response>
    <Declaration legalType="Standard" supplierAcceptance="true" legalDef="As far as is known" uncertaintyStatement="" />
  </BusinessInfo>
  <Include><Sectional name="MaterialInfo"><SubSectional name="C" /><SubSectional name="D" /></Sectional></Include>
  ${product}`;

const ipcProduct = `<Product unitType="Each" numberOfInstances="1" comment="">
    <ProductID itemName="Lamp" itemNumber="L-1" manufacturingSite="Suzhou" version="B" requesterItemName="" requesterItemNumber="A-9">
      <Amount value="40" UOM="g" />
    </ProductID>
    <SubProduct numberOfInstances="2">
      <ProductID itemName="Terminal" itemNumber="T-1"><Amount value="20" UOM="g" /></ProductID>
      <MaterialInfo>
        <HomogeneousMaterialList>
          <HomogeneousMaterial name="Brass" materialGroupName="Copper alloys" comment="bar">
            <Amount value="20" UOM="g" />
            <SubstanceCategoryList>
              <SubstanceCategoryListID identity="EUROHS-1907" authority="IPC" />
              <SubstanceCategory name="Lead/Lead Compounds">
                <Substance name="Lead">
                  <SubstanceID identity="7439-92-1" authority="CAS" />
                  <Amount value="700" UOM="mg" />
                  <Concentration value="3.5" />
                  <ExemptionList>
                    <ExemptionListID identity="EUROHS Annex III" authority="IPC" />
                    <Exemption identity="6(c)" description="Copper alloy" />
                  </ExemptionList>
                </Substance>
              </SubstanceCategory>
            </SubstanceCategoryList>
            <SubstanceCategoryList>
              <SubstanceCategory name="Supplier">
                <Substance name="Copper"><SubstanceID identity="7440-50-8" authority="CAS" /><Amount value="965000" UOM="ppm" /></Substance>
              </SubstanceCategory>
            </SubstanceCategoryList>
          </HomogeneousMaterial>
        </HomogeneousMaterialList>
      </MaterialInfo>
    </SubProduct>
    <MaterialInfo>
      <QueryList>
        <QueryListID identity="EUROHS-0508" authority="IPC" />
        <Query statement="Meets EU RoHS by exemptions" response="true" />
      </QueryList>
      <MaterialGroupList><MaterialGroup name="Copper alloys"><Amount value="40" UOM="g" /></MaterialGroup></MaterialGroupList>
      <SubstanceCategoryList>
        <SubstanceCategoryListID identity="EUREACH-0624" authority="IPC" revision="2" />
        <SubstanceCategory name="Lead" reportableApplication="All">
          <Threshold overThreshold="true" threshold="0.1 mass% of article" />
          <Substance name="Lead"><SubstanceID identity="7439-92-1" authority="CAS" /><Amount value="1400" UOM="mg" /></Substance>
        </SubstanceCategory>
        <SubstanceCategory name="Melamine" reportableApplication="All">
          <Threshold overThreshold="false" threshold="0.1 mass% of article" />
        </SubstanceCategory>
      </SubstanceCategoryList>
      <ManufacturerNote>kept</ManufacturerNote>
    </MaterialInfo>
  </Product>`;

/** Self-written: neither a public example nor the schema of IPC-1752 could be had. Classes A to D in one. */
export const ipcAFile = `<?xml version="1.0"?>
<MainDeclaration xmlns="http://webstds.ipc.org/175x/2.0" version="2.0">
  ${ipcBody(ipcProduct)}
</MainDeclaration>
`;

/** Self-written, as above. */
export const ipcBFile = `<?xml version="1.0"?>
<MainDeclaration xmlns="https://webstds.ipc.org/175x/1752B/1752B">
  ${ipcBody(`<IPC-1752B>${ipcProduct}</IPC-1752B>`)}
</MainDeclaration>
`;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const maybeEmpty = fc.string({ unit: 'grapheme', maxLength: 12 });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const day = fc.constantFrom('2024-02-29', '2025-06-01', '2026-01-20');

/** No number of CAS or EC, so that it stays a name. */
const otherId = text.filter((id) => !/^\d+-\d+-\d$/.test(id));

const list = (isIpc: boolean): fc.Arbitrary<ListEdition> =>
  fc.record({ authority: text, identity: maybeEmpty, version: isIpc ? fc.constantFrom('', '2') : maybeEmpty });

const number = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 4 }))
  .map(([whole, places]) => shifted(String(whole), -places));

/** Small against whatever holds it: a thousandth of a per cent, a gram at most. */
function amount(isIpc: boolean, units: readonly string[]): fc.Arbitrary<Amount> {
  const isRange = isIpc ? fc.constant(false) : fc.boolean();
  const terms = fc.record({
    ...{ mass: orNull(number), unit: fc.constantFrom('mg', 'g', 'kg') },
    ...{ share: orNull(number), of: fc.constantFrom(...units), isRange },
  });
  return terms.map(({ mass, unit, share, of, ...more }) => {
    if (mass === null && share === null) return { massMg: '1', entered: '1 mg' };
    const massMg = mass === null ? undefined : toMg(mass, unit);
    const small = share === null ? '0' : shifted(share, -6);
    const part = share === null ? undefined : toShare(small, of);
    return {
      ...(massMg !== undefined && { massMg }),
      ...(part !== undefined && { share: part }),
      ...(more.isRange && { low: '0', high: part ?? massMg }),
      entered: [mass === null ? [] : `${mass} ${unit}`, share === null ? [] : `${small} ${of}`].flat().join('; '),
    };
  });
}

const numbers = ['7439-92-1', '7440-50-8', '110-54-3', '117-81-7'];

/** Declarations that a format can say, made by chance. */
export function declarations(format: WrittenFormat): fc.Arbitrary<Declaration> {
  const isIpc = format !== 'iec-62474';
  const lists = list(isIpc);
  const known: fc.Arbitrary<KnownAs> = isIpc
    ? fc.record({
        list: fc.record({
          authority: otherId.map((id) => `x${id}`),
          identity: fc.constant(''),
          version: fc.constantFrom('', '1'),
        }),
        id: otherId,
      })
    : fc.record({ list: lists, id: otherId, description: text }, { requiredKeys: ['id'] });
  const exemption: fc.Arbitrary<ClaimedExemption> = fc.record({
    list: orNull(lists),
    id: text,
    description: maybeEmpty,
  });
  const content: fc.Arbitrary<Content> = fc
    .record({
      name: maybeEmpty,
      cas: orNull(fc.constantFrom(...numbers)),
      ec: fc.constant(null),
      knownAs: fc.array(known, { maxLength: 2 }),
      groups: isIpc
        ? fc.array(fc.record({ list: lists, id: text }, { requiredKeys: ['id'] }), { maxLength: 1 })
        : fc.array(known, { maxLength: 2 }),
      amount: orNull(amount(isIpc, isIpc ? ['%', 'ppm'] : ['%'])),
      exemptions: fc.array(exemption, { maxLength: 3 }),
      use: isIpc ? fc.constant(null) : orNull(text),
      thresholds: isIpc
        ? fc.constant([])
        : fc.array(fc.record({ above: fc.boolean(), application: orNull(text), threshold: maybeEmpty }), {
            maxLength: 2,
          }),
      intentionallyAdded: fc.constant(null),
    })
    .map((of) => ({
      ...of,
      // in a file of IPC a share beside a mass is a percentage, and a share alone in ppm is an amount
      amount:
        isIpc && of.amount?.massMg !== undefined && of.amount.share !== undefined
          ? { massMg: '1', entered: '1 mg' }
          : of.amount,
      knownAs:
        of.cas === null
          ? of.knownAs
          : [{ ...(isIpc && { list: { authority: 'CAS', identity: '', version: '' } }), id: of.cas }, ...of.knownAs],
    }));
  const material: fc.Arbitrary<Material> = fc.record({
    name: maybeEmpty,
    knownAs: isIpc ? fc.constant([]) : fc.array(known, { maxLength: 1 }),
    classes: isIpc ? fc.array(fc.record({ id: text }), { maxLength: 1 }) : fc.array(known, { maxLength: 2 }),
    amount: fc.constantFrom(
      null,
      { massMg: '12345000000', entered: '12345 kg' },
      { share: '0.0001', entered: '0.01 %' },
    ),
    isArticle: isIpc ? fc.constant(null) : orNull(fc.boolean()),
    contents: fc.array(content, { maxLength: 3 }).map((of) => (isIpc ? grouped(of) : of)),
  });
  const part = (depth: number): fc.Arbitrary<Part> =>
    fc.record({
      name: maybeEmpty,
      number: orNull(text),
      count: fc.constantFrom('1', '2.5'),
      massMg: fc.constant(null),
      isArticle: isIpc ? fc.constant(null) : orNull(fc.boolean()),
      parts: depth > 1 ? fc.constant([]) : fc.array(part(depth + 1), { maxLength: 2 }),
      materials: fc.array(material, { maxLength: 2 }),
      contents: fc.array(content, { maxLength: 2 }).map((of) => (isIpc ? grouped(of) : of)),
    });
  const answer: fc.Arbitrary<Statement> = fc.record({
    list: orNull(lists),
    entry: orNull(text),
    name: text,
    above: fc.boolean(),
    answer: fc.constant(null),
    threshold: orNull(text),
    application: orNull(text),
    amount: isIpc ? fc.constant(null) : orNull(amount(isIpc, ['%'])),
    exemptions: fc.array(exemption, { maxLength: 2 }),
    use: isIpc ? fc.constant(null) : orNull(text),
  });
  const query: fc.Arbitrary<Statement> = fc.record({
    list: orNull(lists),
    entry: orNull(text),
    name: text,
    above: fc.constant(null),
    answer: orNull(fc.boolean()),
    threshold: fc.constant(null),
    application: fc.constant(null),
    amount: fc.constant(null),
    exemptions: fc.constant([]),
    use: fc.constant(null),
  });
  const name = {
    name: orNull(text),
    number: orNull(text),
    requesterNumber: orNull(text),
    revision: orNull(text),
    effectiveOn: orNull(day),
    massMg: fc.constantFrom(null, '900000000000'),
  };
  const product: fc.Arbitrary<DeclaredProduct> = fc.record({
    ...name,
    alsoCovers: fc.array(fc.record(name), { maxLength: 2 }),
    unit: fc.constantFrom('each', 'kg', 'm^2'),
    isArticle: isIpc ? fc.constant(null) : orNull(fc.boolean()),
    isFullMaterial: isIpc ? fc.constant(null) : orNull(fc.boolean()),
    statements: fc
      .tuple(fc.array(answer, { maxLength: 3 }), fc.array(query, { maxLength: 3 }))
      .map(([answers, queries]) => [...answers, ...queries]),
    compositionLists: isIpc ? fc.constant([]) : fc.array(lists, { maxLength: 2 }),
    parts: fc.array(part(0), { maxLength: 2 }),
    materials: fc.array(material, { maxLength: 2 }),
    contents: isIpc ? fc.constant([]) : fc.array(content, { maxLength: 2 }),
    exemptions: fc.array(exemption, { maxLength: 3 }),
    materialGroups: fc.array(
      fc.record({
        list: orNull(lists),
        id: orNull(text),
        name: text,
        amount: fc.constantFrom(null, { massMg: '12', entered: '12 mg' }),
      }),
      { maxLength: 3 },
    ),
  });
  const person: fc.Arbitrary<NamedPerson> = fc.record({
    name: text,
    nameLocal: isIpc ? fc.constant(null) : orNull(text),
    title: orNull(text),
    email: orNull(text),
    phone: orNull(text),
  });
  const organisation = fc.record({
    name: text,
    nameLocal: isIpc ? fc.constant(null) : orNull(text),
    ids: fc.array(
      fc.record({
        list: fc.record({ authority: text, identity: fc.constant(''), version: fc.constantFrom('', '0') }),
        id: text,
      }),
      { maxLength: 1 },
    ),
  });
  const asked = fc.option(fc.record({ requester: organisation, requestedOn: day }), {
    nil: { requester: null, requestedOn: null },
  });
  return fc
    .record({
      format: fc.constant(format),
      schemaVersion: fc.constant(isIpc ? '2.0' : 'X8.21'),
      documentId: isIpc ? fc.constant(null) : orNull(text),
      issuedOn: day,
      supplier: orNull(organisation),
      authorizer: orNull(person),
      contact: orNull(person),
      products: fc.array(product, { minLength: 1, maxLength: 2 }),
      asked,
    })
    .map(({ asked: request, ...of }) => ({ ...of, ...request }));
}

/** In a file of IPC the substances of one category stand together. */
function grouped(contents: readonly Content[]): Content[] {
  const key = ({ groups: [group] }: Content) => JSON.stringify([group?.list ?? null, group?.id ?? null]);
  return contents.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

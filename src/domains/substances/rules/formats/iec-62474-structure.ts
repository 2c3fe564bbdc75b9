// How a declaration by IEC 62474 is built: edition X8 of its data exchange format, as facts (the schema file is IEC's).

import { structure } from './xml-structure.ts';

export const iecNamespace = 'http://std.iec.ch/iec62474';

/** Editions that are read; others are built differently and refused by name. */
export const iecEdition = /^X8\./;
export const iecEditionWritten = 'X8.21';

const enumerations = {
  unitType: ['each', 'g', 'kg', 'cm^2', 'm^2', 'cm^3', 'm^3', 'cm', 'm', 'l'],
  massUnit: ['mg', 'g', 'kg'],
  mode: ['Distribution', 'Requester/responder'],
  sectional: ['Compliance', 'Composition', 'MaterialClassDeclaration', 'QueryList'],
  fileDescription: ['Test Report', 'Certificate of Compliance', 'Picture', 'Disassembly Instructions', 'Other'],
  otherName: ['brand', 'model', 'type', 'other'],
  recycling: ['mechanical recycling', 'chemical recycling', 'other'],
} as const;

/** Units in which a product can be declared. */
export const iecUnits: readonly string[] = enumerations.unitType;

const content = ['description', 'Mass MassPercent Attachment'] as const;

export const iecStructure = structure(
  {
    Main: [
      'schemaDatabaseVersion! charaLocal declarationComplete:boolean',
      'Include? BusinessInfo Product+ Signature:any? ToolNameVersionID:UniqueID?',
    ],
    Include: ['', 'Sectional+'],
    Sectional: ['nameOfSectional:sectional!', ''],
    BusinessInfo: ['mode:mode!', 'Request? Response? Attachment*'],
    Request: [
      'comment date:date! docID internalSupplierID respondByDate:date',
      'Contact RequestCompany:Company RequestContent?',
    ],
    RequestContent: [
      'comment',
      'Include DSLforComposition:UniqueID* DSLforCompliance:UniqueID* MaterialClassList:UniqueID*',
    ],
    Response: ['comment date:date! docID', 'Authorizer:Contact Contact SupplyCompany:Company'],
    Company: ['name! nameLocal', 'UniqueID?'],
    Contact: [
      'city cityLocal comment commentLocal country email! internalAddress division divisionLocal name! nameLocal phone! ' +
        'postalCode stateProvince stateProvinceLocal street streetLocal title! titleLocal',
      '',
    ],
    Attachment: [
      'data:base64 fileName! fileType! fileURL fileZipLocation fileDescription:fileDescription otherFileDescription language',
      '',
    ],
    UniqueID: ['authority! identity! version!', ''],
    UniqueEntry: ['', 'ListID:UniqueID? EntryID'],
    EntryID: ['entryIdentity! entryDescription', ''],
    Product: [
      'unitType:unitType! productFamilyName isArticle:boolean comment',
      'ProductID+ Compliance* Composition? MaterialClassDeclaration* QueryList* Attachment* Exemptions* SafeUse* ProductCircularity?',
    ],
    ProductID: [
      'effectiveDate:date identifier manufacturingSite name requesterIdentifier requesterName version',
      'Mass? MassPercent? InstanceID:UniqueID* ProductCategory:UniqueEntry* Identifier:UniqueEntry* OtherNames* CountryOfManufacture?',
    ],
    OtherNames: ['type:otherName! otherType name!', ''],
    CountryOfManufacture: ['', 'CountryInformation+'],
    CountryInformation: ['countryCode!', ''],
    Mass: [
      'mass:number! massRangeMin:number massRangeMax:number negativeTolerance:number positiveTolerance:number unitOfMeasure:massUnit!',
      '',
    ],
    MassPercent: [
      'massPercent:number! massPercentRangeMin:number massPercentRangeMax:number negativeTolerance:number positiveTolerance:number',
      '',
    ],
    Compliance: ['isSCIPComplete:boolean', 'DeclarableSubstanceList:UniqueID DsDsg+'],
    DsDsg: [
      'name! descriptionOfUse comment',
      'DsDsgID:EntryID Mass? MassPercent? ComplianceThreshold Exemptions* SafeUse* ProductPartInformation*',
    ],
    ComplianceThreshold: ['aboveComplianceThreshold:boolean! reportableApplication! reportingThreshold!', ''],
    ProductPartInformation: [
      'name numberOfUnits:number!',
      'Identifier:UniqueEntry+ ProductCategory:UniqueEntry? SafeUse* MaterialClassID:UniqueEntry* MaterialProperty:UniqueEntry* ' +
        'UseDescriptor:UniqueEntry* IntermediateComplexObject* Attachment* CountryOfManufacture?',
    ],
    IntermediateComplexObject: [
      'name numberOfUnits:number!',
      'Identifier:UniqueEntry+ ProductCategory:UniqueEntry? SafeUse* CountryOfManufacture?',
    ],
    Composition: [
      'isSCIPComplete:boolean isFMD:boolean',
      'DeclarableSubstanceList:UniqueID+ ProductPart* Material* Substance*',
    ],
    ProductPart: [
      'numberOfUnits:number! isArticle:boolean comment',
      'ProductID ProductPart* Material* Substance* Attachment* SafeUse* ProductCircularity?',
    ],
    Material: [
      'comment name! isArticle:boolean',
      'MaterialID:UniqueEntry? MaterialClassID:UniqueEntry* Mass? MassPercent? Substance* Attachment* ' +
        'MaterialProperty:UniqueEntry* UseDescriptor:UniqueEntry* MaterialCircularity?',
    ],
    Substance: [
      'name descriptionOfUse comment',
      'SubstanceID:UniqueEntry* DsgID:UniqueEntry* Mass? MassPercent? Exemptions* CompositionThreshold* SafeUse*',
    ],
    CompositionThreshold: ['aboveThresholdLevel:boolean! reportableApplication reportingThreshold!', ''],
    Exemptions: ['', 'UniqueID Exemption+'],
    Exemption: ['description! identity! regIndex', ''],
    SafeUse: ['safeUseInformation', 'SafeUseID:UniqueEntry*'],
    MaterialClassDeclaration: ['', 'MaterialClassList:UniqueID MaterialClass+'],
    MaterialClass: ['comment id! name!', 'MassPercent? Mass? MaterialCircularity?'],
    QueryList: ['', 'QueryListID:UniqueID? Query+'],
    Query: [
      'response:boolean statement! numberResponse:number additionalInformation additionalInformationURL',
      'QueryID:EntryID?',
    ],
    MaterialCircularity: ['', 'RecycledContentInformation RenewableContent RecyclabilityRate'],
    ProductCircularity: [
      '',
      'AverageRecycledContent:RecycledContentInformation AverageRenewableContent:RenewableContent ' +
        'AverageReusedContent:ReusedContent RecyclabilityRate',
    ],
    RecycledContentInformation: [
      'description',
      'TotalRecycledContent:RecycledContent PreConsumerRecycledContent:RecycledContent PostConsumerRecycledContent:RecycledContent',
    ],
    RecycledContent: ['description recyclingMethod:recycling otherRecyclingMethod', content[1]],
    ReusedContent: content,
    RenewableContent: content,
    RecyclabilityRate: ['description calculationMethod', 'MassPercent Attachment'],
  },
  enumerations,
  false,
);

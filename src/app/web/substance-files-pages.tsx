// The pages on which files of declarations and of bills of materials are taken in, with the kinds of the records that are chosen there.
import { TakeBomPage } from '#domains/substances/pages/take-bom.tsx';
import { TakeDeclarationsPage } from '#domains/substances/pages/take-declarations.tsx';
import { WithKinds } from './kinds.tsx';

export const BomFilesPage = () => (
  <WithKinds>
    <TakeBomPage />
  </WithKinds>
);

export const DeclarationFilesPage = () => (
  <WithKinds>
    <TakeDeclarationsPage />
  </WithKinds>
);

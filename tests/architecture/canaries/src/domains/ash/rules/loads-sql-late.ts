// caught: rules-stays-in-its-lane
export const loads = () => import('../store/loads.ts');

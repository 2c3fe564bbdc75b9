// caught: rules-stays-in-its-lane
export * from '../store/loads.ts';

// legal
export {};

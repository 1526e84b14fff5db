export * from '../crypto.ts';

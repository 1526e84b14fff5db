import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler, FastifySchema } from 'fastify';

const shared = { allErrors: false, removeAdditional: false, useDefaults: true } as const;

/** A body has JSON's types already: `true` is not 1, and null is not 0. */
const forBodies = new Ajv({ ...shared, coerceTypes: false });

/** The other parts are text: '20' may become 20, '12abc' may not, and a repeated name is no single value. */
const forText = new Ajv({ ...shared, coerceTypes: true });

// The packages are CommonJS: under Node the function sits on `default`.
const withFormats = addFormats.default;
withFormats(forBodies, ['uuid', 'email', 'date-time']);
withFormats(forText, ['uuid', 'email', 'date-time']);

/** Compiles a route's schemas; unknown fields and parameters are refused where the schema says so. */
export const validatorCompiler: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? forBodies : forText).compile(schema);

import type { SourceCode } from '../ast/node.ts';
import { projectDependsOn } from '../project-dependencies.ts';
import { endpointsOf } from './endpoints.ts';

interface Place {
  readonly cwd: string;
  readonly filename: string;
}

/** Middleware that checks every request against a description of the API, which stands in a file of its own. */
const CHECKS_REQUESTS =
  /^(?:express-openapi-validator|openapi-backend|koa-oas3|koa-openapi-validator|fastify-openapi-glue|openapi-validator-middleware|express-openapi|swagger-tools|oas-tools|@apidevtools\/swagger-express-middleware)$/;

/** Whether the requests of a project are checked before its handlers see them, as far as its package.json tells. */
export function isCheckedElsewhere(place: Place): boolean {
  return projectDependsOn(place, CHECKS_REQUESTS);
}

/** Libraries of schemas, which routes put before their handlers. */
const VALIDATES =
  /^(?:zod|joi|@hapi\/joi|yup|celebrate|express-validator|class-validator|valibot|superstruct|ajv|@sinclair\/typebox|typebox|arktype|fastest-validator|koa-joi-router|@vinejs\/vine)$/;

/** Files that are a route by their place, as Next has it. */
const IS_ROUTE = /(?:^|[\\/])pages[\\/]api[\\/]|(?:^|[\\/])route\.[jt]sx?$/;

/** Whether a file has handlers and no route, in a project that has schemas: its routes in another file may use them. */
export function mayBeCheckedByRoute(sourceCode: SourceCode, place: Place): boolean {
  if (IS_ROUTE.test(place.filename)) return false;
  return !endpointsOf(sourceCode).some(({ kind }) => kind === 'route') && projectDependsOn(place, VALIDATES);
}

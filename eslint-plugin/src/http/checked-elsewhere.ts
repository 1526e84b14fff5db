import { projectDependsOn } from '../project-dependencies.ts';

/** Middleware that checks every request against a description of the API, which stands in a file of its own. */
const CHECKS_REQUESTS =
  /^(?:express-openapi-validator|openapi-backend|koa-oas3|koa-openapi-validator|fastify-openapi-glue|openapi-validator-middleware|express-openapi|swagger-tools|oas-tools|@apidevtools\/swagger-express-middleware)$/;

/** Whether the requests of a project are checked before its handlers see them, as far as its package.json tells. */
export function isCheckedElsewhere(place: { readonly cwd: string; readonly filename: string }): boolean {
  return projectDependsOn(place, CHECKS_REQUESTS);
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describePattern } from '../../../lessons/src/skill/describe-pattern.ts';
import { findPatterns, indexPatterns } from '../../../lessons/src/skill/find-pattern.ts';
import type { Skill } from '../../../lessons/src/skill/skill.ts';
import { discoveryResources } from './discovery.ts';
import {
  isMatch,
  json,
  markdown,
  prefersJson,
  type Representation,
  type Resource,
} from './representation.ts';
import { fileResource, indexResource, levelResource, levels, missingResource } from './resources.ts';

/** Long enough for one task of an agent, short enough that a correction arrives the same hour. */
const CACHE = 'public, max-age=300';

/** The longest question that is searched. */
const QUESTION_LENGTH = 500;

/**
 * The skill over HTTP: all resources are made at start and looked up by name, so no path leads to a file. Any page
 * may read them.
 */
export function skillRoutes(skill: Skill) {
  return async (app: FastifyInstance) => {
    const resources = new Map<string, Resource>([
      ['/skill', indexResource(skill)],
      ['/skill/levels', indexResource(skill)],
      ['/skill/files', indexResource(skill)],
      ...levels.map((level) => [`/skill/levels/${level}`, levelResource(skill, level)] as const),
      ...skill.catalogue.files.map(
        ({ path }) => [`/skill/files/${path}`, fileResource(skill, path)] as const,
      ),
    ]);
    const patterns = indexPatterns(skill);

    app.addHook('onRequest', (request, reply, done) => {
      reply.header('access-control-allow-origin', '*');
      if (request.method !== 'OPTIONS') return done();
      reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, HEAD',
          'access-control-allow-headers': 'Accept, If-None-Match',
          'access-control-max-age': '86400',
        })
        .send();
    });

    const find = (request: FastifyRequest, reply: FastifyReply) => {
      const { question } = request.query as { question?: unknown };
      if (typeof question !== 'string' || question.trim() === '' || question.length > QUESTION_LENGTH) {
        return refuse(request, reply, `Ask with ?question=, 1 to ${QUESTION_LENGTH} characters.`);
      }
      const found = describePattern(findPatterns(patterns, question));
      if (!found.answer)
        return sendMissing(request, reply, missingResource(skill, 'No section answers that.'));
      const { answer, others } = found;
      const text = [
        `${answer.file}, ${answer.tokens} tokens`,
        answer.text,
        `Else: ${others.map(({ file, section }) => [file, section].filter(Boolean).join(' § ')).join('; ')}`,
      ].join('\n\n');
      return send(request, reply, { text: markdown(`${text}\n`), json: json(found) });
    };

    for (const [url, resource] of resources) {
      app.get(url, (request, reply) => send(request, reply, resource));
    }
    app.get('/skill/find', find);
    for (const [url, representation] of discoveryResources(skill)) {
      app.get(url, (request, reply) => sendRepresentation(request, reply, representation));
    }
    for (const url of ['/skill', '/skill/*', '/.well-known/agent-skills/*', '/llms.txt']) {
      app.options(url, () => undefined);
    }
    for (const url of ['/skill/*', '/.well-known/agent-skills/*']) {
      app.get(url, (request, reply) => {
        const [pathname] = request.url.split('?');
        sendMissing(request, reply, missingResource(skill, `There is nothing at ${pathname}.`));
      });
    }
  };
}

function send(request: FastifyRequest, reply: FastifyReply, resource: Resource): FastifyReply {
  reply.header('vary', 'Accept');
  return sendRepresentation(request, reply, resource[formOf(request)]);
}

function formOf(request: FastifyRequest): keyof Resource {
  return prefersJson(request.headers.accept) ? 'json' : 'text';
}

function sendRepresentation(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, contentType, etag, reprDigest }: Representation,
): FastifyReply {
  reply
    .header('etag', etag)
    .header('cache-control', CACHE)
    .header('access-control-expose-headers', 'ETag, Repr-Digest');
  if (isMatch(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.header('content-type', contentType).header('repr-digest', reprDigest).send(body);
}

function sendMissing(request: FastifyRequest, reply: FastifyReply, resource: Resource): FastifyReply {
  const { body, contentType } = resource[formOf(request)];
  return reply
    .code(404)
    .headers({ vary: 'Accept', 'cache-control': 'no-cache', 'content-type': contentType })
    .send(body);
}

function refuse(request: FastifyRequest, reply: FastifyReply, message: string): FastifyReply {
  reply.headers({ vary: 'Accept', 'cache-control': 'no-cache' });
  const refusal = { success: false, error: { code: 'INVALID_REQUEST', message } };
  if (formOf(request) === 'json') return reply.code(400).send(refusal);
  return reply.code(400).type('text/plain; charset=utf-8').send(`${message}\n`);
}

import type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  isResponseSerializationError,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Problem } from '#contract/problems.ts';
import { isDatabaseGone } from './db.ts';

/** A Fastify instance whose routes are typed by their zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Thrown by a handler: becomes the status and a Problem. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly extra: Pick<Problem, 'fields' | 'retryAfterSeconds'>;

  constructor(status: number, code: string, message: string, extra: Refusal['extra'] = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

/** Compilers and the one error handler. Before any route: what is registered earlier does not get them. */
export function speakZod(app: App): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler((request, reply) =>
    send(reply, 404, {
      code: 'not-found',
      message: `${request.method} ${request.url.slice(0, 200)} is not here`,
    }),
  );
}

function answerProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Refusal) {
    return send(reply, error.status, { code: error.code, message: error.message, ...error.extra });
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = Object.fromEntries(
      error.validation.map((fault) => [
        fault.instancePath.slice(1).replaceAll('/', '.') || fault.keyword,
        fault.message ?? 'invalid',
      ]),
    );
    return send(reply, 400, { code: 'invalid', message: error.message, fields });
  }
  if (isDatabaseGone(error)) {
    request.log.warn({ err: error }, 'database gone');
    return send(reply, 503, {
      code: 'database-gone',
      message: 'the database does not answer',
      retryAfterSeconds: 5,
    });
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status < 500) {
    return send(reply, status, {
      code: status === 413 ? 'too-large' : status === 429 ? 'too-many-tries' : 'invalid',
      message: error.message,
    });
  }
  request.log.error({ err: error, serialization: isResponseSerializationError(error) }, 'request failed');
  return send(reply, 500, { code: 'internal', message: 'this failed on our side and was written down' });
}

function send(reply: FastifyReply, status: number, problem: Problem) {
  if (problem.retryAfterSeconds !== undefined) reply.header('Retry-After', problem.retryAfterSeconds);
  // Past the route's own response schema, which does not know problems.
  return reply
    .code(status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .serializer(String)
    .send(JSON.stringify(problem));
}

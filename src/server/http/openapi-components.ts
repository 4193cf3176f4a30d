import { ERRORS } from '../../domain/errors.ts';
import type { RequestType } from '../../domain/requests/define.ts';
import { formJsonSchema } from '../../domain/requests/json-schema.ts';
import { requestForm } from '../../domain/requests/request-form.ts';
import { REQUEST_TYPES } from '../../domain/requests/types/index.ts';

/** The parts of an OpenAPI document that are written here rather than derived from routes. */

interface Operation {
  responses?: Record<string, { description?: string; $ref?: string }>;
  requestBody?: { content?: Record<string, { schema?: unknown }> };
}
export interface Document {
  readonly components?: { readonly schemas?: Record<string, unknown> };
  readonly paths?: Record<string, Record<string, Operation>>;
}

const problemSchema = {
  type: 'object',
  title: 'Problem',
  description: Object.entries(ERRORS)
    .map(([code, { status, title }]) => `- \`${code}\` (${status}): ${title}`)
    .join('\n'),
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    detail: { type: 'string', description: 'What happened and what to do, for people' },
    issues: {
      type: 'array',
      description: 'One entry for each thing wrong with a value',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string', description: 'Dotted; empty when it is about all of it' },
          message: { type: 'string' },
        },
      },
    },
    requestId: { type: 'string' },
    conflict: {
      type: 'object',
      description: 'With `conflict`: what happened meanwhile',
      properties: {
        status: { type: 'string' },
        version: { type: 'integer' },
        lastAction: { type: ['string', 'null'] },
        lastActor: { type: ['string', 'null'] },
        lastAt: { type: ['string', 'null'], format: 'date-time' },
      },
    },
  },
} as const;

const problemResponse = {
  description: 'A problem document',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const;

/** What the generator says where a route says nothing. */
const UNDESCRIBED = 'Default Response';

/** Adds the problem that every operation may answer, and the forms of the seven types. */
export function describeDocument(document: Document): Document {
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations)) {
      for (const answer of Object.values(operation.responses ?? {})) {
        if (answer.description === UNDESCRIBED) answer.description = 'Done';
      }
      operation.responses = {
        ...operation.responses,
        default: { $ref: '#/components/responses/Problem' },
      };
    }
  }
  tellCreationBodies(document);
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...usedSchemas(document), Problem: problemSchema, ...formSchemas() },
      responses: { Problem: problemResponse },
    } as Document['components'] & object,
  };
}

/** The generator makes two of every named schema, as given and as taken (`…Input`); few are taken. */
function usedSchemas(document: Document): Record<string, unknown> {
  const routes = JSON.stringify(document.paths);
  return Object.fromEntries(
    Object.entries(document.components?.schemas ?? {}).filter(
      ([name]) => !name.endsWith('Input') || routes.includes(`/schemas/${name}"`),
    ),
  );
}

/** `property_records` → `PropertyRecordsForm`, `PropertyRecordsOperation`. */
function schemaName(type: RequestType, part: 'Form' | 'Operation'): string {
  const words = type.key.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}${part}`;
}

function formSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    REQUEST_TYPES.flatMap((type) => [
      [schemaName(type, 'Form'), { title: type.name, ...formJsonSchema(requestForm(type)) }],
      [
        schemaName(type, 'Operation'),
        { title: `${type.name}: operation details`, ...formJsonSchema(type.operation) },
      ],
    ]),
  );
}

/** The values of a creation are those of its type's form. */
function tellCreationBodies(document: Document): void {
  const body = document.paths?.['/api/requests']?.post?.requestBody?.content?.['application/json'];
  if (body === undefined) return;
  body.schema = {
    allOf: [body.schema],
    oneOf: REQUEST_TYPES.map((type) => ({
      title: type.name,
      type: 'object',
      properties: {
        type: { const: type.key },
        values: { $ref: `#/components/schemas/${schemaName(type, 'Form')}` },
      },
    })),
  };
}

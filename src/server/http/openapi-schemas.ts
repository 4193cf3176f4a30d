import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { draft } from '../../domain/api/drafts.ts';
import { channelStatus, delivery, notificationAdmin } from '../../domain/api/notifications.ts';
import { me, personOption, personRef, session } from '../../domain/api/people.ts';
import {
  availability,
  countOf,
  fileRef,
  historyEvent,
  listItem,
  requestDetail,
} from '../../domain/api/requests.ts';

/** The shapes that the document names once and refers to; a registry of our own, not zod's global one. */
const named = z.registry<{ id: string }>();
const NAMES = {
  Person: personRef,
  PersonOption: personOption,
  Me: me,
  Session: session,
  RequestListItem: listItem,
  RequestDetail: requestDetail,
  ActionAvailability: availability,
  HistoryEvent: historyEvent,
  File: fileRef,
  Draft: draft,
  Delivery: delivery,
  NotificationChannel: channelStatus,
  NotificationAdmin: notificationAdmin,
  Count: countOf,
};
for (const [id, schema] of Object.entries(NAMES)) named.add(schema, { id });

const options = {
  schemaRegistry: named,
  zodToJsonConfig: {
    // Every zod integer carries JavaScript's own bounds; they tell a reader nothing.
    override: ({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  },
};

export const describeRoute = createJsonSchemaTransform(options);
export const describeNamedSchemas = createJsonSchemaTransformObject(options);

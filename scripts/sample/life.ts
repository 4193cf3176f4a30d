import { dayIn, type Instant } from '../../src/domain/kernel/calendar.ts';
import type { Percent } from '../../src/domain/kernel/money.ts';
import { type PeopleBefore, peopleBefore } from '../../src/domain/notifications/recipients.ts';
import type { Actor, Team } from '../../src/domain/people.ts';
import type { Policy } from '../../src/domain/permissions.ts';
import { type Quantity, quantitiesOf } from '../../src/domain/pricing/price.ts';
import { type ActionKey, actionForm, isAboutPrices } from '../../src/domain/requests/actions.ts';
import { changedFields } from '../../src/domain/requests/changes.ts';
import { checkForm } from '../../src/domain/requests/check-form.ts';
import { COMMENT_FORM, commentTransition } from '../../src/domain/requests/comment.ts';
import { correctionForm } from '../../src/domain/requests/correct-form.ts';
import { correctTransition } from '../../src/domain/requests/correct-transition.ts';
import type { Form, RequestType, Values } from '../../src/domain/requests/define.ts';
import { editTransition } from '../../src/domain/requests/edit-transition.ts';
import {
  activateTransition,
  createTransition,
  type Refusal,
  type Transition,
  transition,
} from '../../src/domain/requests/lifecycle.ts';
import { threadTitle } from '../../src/domain/requests/naming.ts';
import type { RequestState } from '../../src/domain/requests/request.ts';
import { fileIds, ownFields, requestForm } from '../../src/domain/requests/request-form.ts';
import {
  type EventDetails,
  splitChanges,
  type TypedChanges,
  typedLink,
  typedMentions,
} from '../../src/server/requests/history/event-details.ts';
import {
  type Content,
  contentColumns,
  contentOf,
  progressColumns,
  type RequestColumns,
} from '../../src/server/requests/stored-request.ts';
import { NOTHING_YET } from './nothing-yet.ts';
import type { SamplePerson } from './people.ts';
import type { Scene, SceneFile } from './scene.ts';

/**
 * One request, taken through its history by the real transitions and form checks with a clock of its
 * own. Whatever the platform would refuse throws here: sample data cannot be what it could not store.
 */

export interface LifeEvent {
  readonly at: Instant;
  /** Null: the system. */
  readonly actorId: number | null;
  readonly transition: Transition;
  /** Before the change: who hears of it (X3). */
  readonly people: PeopleBefore;
  readonly details: EventDetails;
  readonly typed: TypedChanges;
  readonly files: readonly {
    readonly id: string;
    readonly place: string;
    readonly file: SceneFile;
  }[];
  /** Of a completion: what it is billed for (M3). */
  readonly billed: {
    readonly quantities: readonly Quantity[];
    readonly discountPercent: Percent;
  } | null;
}

export interface Birth {
  readonly code: string;
  readonly type: RequestType;
  readonly values: Values;
  readonly requester: Actor;
  readonly creator: Actor;
  readonly team: Team;
  readonly scene: Scene;
  readonly at: Instant;
}

export interface Deed {
  readonly actor: Actor;
  readonly action: Exclude<ActionKey, 'edit' | 'correct'>;
  readonly values: Values;
  readonly at: Instant;
  readonly assignee?: SamplePerson | undefined;
}

export interface Remark {
  readonly actor: Actor;
  readonly message: string;
  readonly isInternal: boolean;
  /** Who is mentioned in the message. */
  readonly mentioned: SamplePerson | null;
  readonly at: Instant;
}

export class Life {
  readonly type: RequestType;
  readonly scene: Scene;
  readonly requester: Actor;
  readonly createdAt: Instant;
  readonly events: LifeEvent[] = [];
  readonly secrets: ReadonlyMap<string, string>;
  readonly #attached = new Set<string>();
  #state: RequestState;
  #columns: RequestColumns;

  constructor({ code, type, values, requester, creator, team, scene, at }: Birth) {
    this.type = type;
    this.scene = scene;
    this.requester = requester;
    this.createdAt = at;
    const form = requestForm(type);
    const checked = this.#check(form, values, at, null);
    const content = contentOf(type, checked);
    this.secrets = content.secrets;
    const created = createTransition({
      type,
      values: content.own,
      creator,
      requesterId: requester.id,
      scheduledOn: content.scheduledOn,
      timezone: requester.timezone,
      now: at,
    });
    const people = { requesterId: requester.id, creatorId: creator.id, team };
    this.#state = {
      ...NOTHING_YET,
      ...people,
      status: created.to,
      code,
      type: type.key,
      values: content.own,
      version: 0,
    };
    this.#columns = {
      code,
      type: type.key,
      thread_title: threadTitle(type, content.own),
      requester_id: requester.id,
      creator_id: creator.id,
      team,
      created_at: at,
      previously_rejected: false,
      approval_asked: false,
      approval_waived: false,
    };
    this.#write(created, creator, at, {
      form,
      values: checked,
      content,
      personId: creator.id === requester.id ? undefined : requester.id,
    });
  }

  get state(): RequestState {
    return this.#state;
  }

  /** The row of `requests` as it stands, JSON columns as text. */
  get columns(): RequestColumns {
    return { ...this.#columns, version: this.#state.version };
  }

  /** Everything the form asks for, as an edit would find it (L19). */
  get formValues(): Values {
    const { values, scheduledOn } = this.#state;
    if (!this.type.schedulable) return values;
    return {
      ...values,
      priority: this.#columns.priority,
      ...(scheduledOn === null ? {} : { scheduledOn }),
    };
  }

  get at(): Instant {
    return this.events.at(-1)?.at ?? this.createdAt;
  }

  act({ actor, action, values, at, assignee }: Deed): void {
    const form = actionForm(action, this.type);
    const checked = this.#check(form, values, at, this.#state.operation);
    const outcome = transition(
      actor,
      action,
      this.#state,
      {
        values: checked,
        version: this.#state.version,
        assignee: assignee && { ...assignee.actor, isActive: true },
      },
      policyAt(at),
    );
    this.#write(outcome, actor, at, {
      form,
      values: checked,
      personId: assignee?.actor.id,
      typed: action === 'resolve' ? typedLink(checked.link) : {},
    });
  }

  /** L18. */
  comment({ actor, message, isInternal, mentioned, at }: Remark): void {
    this.#check(COMMENT_FORM, { message, isInternal }, at, null);
    const mentions = mentioned === null ? [] : [mentioned.actor.id];
    this.#write(
      commentTransition(this.#state, { message, mentions: mentioned !== null }),
      actor,
      at,
      {
        form: COMMENT_FORM,
        values: {},
        typed:
          mentioned === null
            ? {}
            : typedMentions(new Map([[mentioned.username, mentioned.actor.id]])),
        details: {
          ...(isInternal ? { internal: true } : {}),
          ...(mentioned === null ? {} : { mentions }),
        },
      },
    );
  }

  activate(at: Instant): void {
    const form = requestForm(this.type);
    this.#write(activateTransition(this.#state, at), null, at, { form, values: {} });
  }

  /** L19: the present form with `changes`. */
  edit(actor: Actor, changes: Values, at: Instant): void {
    const form = requestForm(this.type);
    const before = this.formValues;
    const values = this.#check(form, { ...before, ...changes }, at, before);
    const content = contentOf(this.type, values);
    const fields = changedFields(before, values);
    const own = new Set(ownFields(this.type).map(({ name }) => name));
    const edited = editTransition(
      actor,
      this.#state,
      {
        values: content.own,
        scheduledOn: content.scheduledOn,
        timezone: this.requester.timezone,
        changes: fields,
        changesOwnFields: fields.some(({ field }) => own.has(field)),
      },
      this.#state.version,
      policyAt(at),
    );
    this.#write(edited, actor, at, { form, values, content });
  }

  /** Section 10: the present content for another team and requester. */
  correct(
    actor: Actor,
    to: { readonly team: Team; readonly requester: number; readonly reason: string },
    at: Instant,
  ): void {
    const form = correctionForm(this.type);
    const before = { team: this.#state.team, requester: this.#state.requesterId };
    this.#check(form, { ...this.formValues, ...to }, at, this.formValues);
    const { team, requester, reason } = to;
    const correction = {
      values: this.#state.values,
      requesterId: requester,
      changes: changedFields(before, { team, requester }),
      changesOwnFields: false,
      reason,
    };
    const { version } = this.#state;
    const corrected = correctTransition(actor, this.#state, correction, version, policyAt(at));
    this.#write(corrected, actor, at, { form, values: {} });
    this.#state = { ...this.#state, team, requesterId: requester };
    this.#columns = { ...this.#columns, team, requester_id: requester };
  }

  #check(form: Form, values: Values, at: Instant, previous: Values | null): Values {
    const checked = checkForm(form, values, {
      today: dayIn(this.requester.timezone, at),
      files: new Map([...this.scene.files].map(([id, { facts }]) => [id, facts])),
      previous,
      request: previous === null && form === requestForm(this.type) ? {} : this.#state.values,
    });
    if (checked.ok) return checked.values;
    throw new Error(`${this.type.key}: ${JSON.stringify(checked.issues)}`);
  }

  #write(
    outcome: Transition | Refusal,
    actor: Actor | null,
    at: Instant,
    more: {
      readonly form: Form;
      readonly values: Values;
      readonly content?: Content;
      readonly personId?: number | undefined;
      readonly typed?: TypedChanges;
      readonly details?: EventDetails;
    },
  ): void {
    if (!outcome.ok) throw new Error(`${this.#state.code}: ${outcome.reason}`);
    const { form, values, content, personId } = more;
    const { kept, typed } = splitChanges(outcome.changes, form.fields);
    const people = peopleBefore(this.#state, actor?.id ?? null);
    this.#state = {
      ...this.#state,
      ...outcome.set,
      values: content?.own ?? this.#state.values,
      version: this.#state.version + (outcome.bumpsVersion ? 1 : 0),
    };
    this.#columns = {
      ...this.#columns,
      ...(content === undefined ? {} : contentColumns(this.type, content)),
      ...progressColumns(outcome, this.#state.values, at),
    };
    this.events.push({
      at,
      actorId: actor?.id ?? null,
      transition: outcome,
      people,
      details: {
        ...(kept.length === 0 ? {} : { changes: kept }),
        ...(personId === undefined ? {} : { personId }),
        ...(isAboutPrices(outcome.action) ? { prices: true } : {}),
        ...more.details,
      },
      typed: { ...typed, ...more.typed },
      files: this.#newFiles(form, values),
      billed: outcome.action === 'complete' ? this.#billed(values) : null,
    });
  }

  #billed(operation: Values): LifeEvent['billed'] {
    return {
      quantities: quantitiesOf(this.type, operation, this.#state.values),
      discountPercent: this.#state.discountPercent,
    };
  }

  #newFiles(form: Form, values: Values): LifeEvent['files'] {
    return fileIds(form, values).flatMap(({ field, fileId }) => {
      const file = this.scene.files.get(fileId);
      if (file === undefined || this.#attached.has(fileId)) return [];
      this.#attached.add(fileId);
      return [{ id: fileId, place: field, file }];
    });
  }
}

function policyAt(now: Instant): Policy {
  return { now, fourEyesQa: true, rejectWindowDays: 30, hasPriceList: true };
}

/**
 * The shapes that cross the wire, as screens use them: the generated ones with the closed sets of the domain filled in.
 * Field names are the API's own (snake_case); instants are RFC 3339 in UTC; absent is null.
 */
import type { Narrow, Schemas, Wire } from './wire';

/** Who owes the next move. */
export type Party = 'us' | 'reviewer' | 'customer' | 'executor' | 'partner' | 'platform' | 'system';
export type Role = 'customer' | 'executor' | 'partner' | 'platform' | 'internal';
export type ActionStatus = 'proposed' | 'approved' | 'running' | 'done' | 'failed' | 'unknown' | 'rejected' | 'withdrawn';
export type CaseStatus = 'open' | 'resolved' | 'closed' | 'cancelled' | 'merged';
export type Urgency = 'standard' | 'high' | 'critical';
export type Sentiment = 'neutral' | 'frustrated' | 'at_risk';
export type Availability = 'available' | 'busy' | 'away';
export type Identity = 'unverified' | 'channel_verified' | 'challenged' | 'order_verified';
export type AuthorKind = 'teammate' | 'ai' | 'machine';
export type ActorKind = AuthorKind | 'contact' | 'system';

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number | null;
}

export type Named = Wire<Schemas['NamedDto']>;
export type Actor = { kind: ActorKind; id: string | null; name: string | null };

/** A reason with a stable code; the text is there when the code alone does not say it all. */
export type Reason = string | { code: string; text?: string | null };

export type Teammate = Narrow<'TeammateView', { availability: Availability }>;
/** A person's session always has both; a program's key signs in to no screen. */
export type Session = Narrow<'SessionView', { teammate: Teammate; person: Wire<Schemas['PersonView']>; workspaces: Named[]; workspace: Named }>;
export type Counts = Narrow<'CountsDto', { by_next_mover: Partial<Record<Party, number>> }>;
/** How a channel does and whether AI is paused on it, where the server tells. */
export type Channel = Omit<Wire<Schemas['ChannelView']>, 'from_address' | 'paused' | 'health'> & {
  from_address?: string | null;
  paused?: boolean | null;
  health?: { last_in_at: string | null; last_out_at: string | null; trouble_code: string | null } | null;
};

export type NextMover = Narrow<'NextMoverDto', { who: Party }>;
export type SlaClock = Wire<Schemas['ClockDto']>;
export type CaseItem = Omit<
  Narrow<'CaseItemDto', { status: CaseStatus; urgency: Urgency | null; sentiment: Sentiment | null; next_mover: NextMover | null; why: Reason[] }>,
  'draft_origin'
> & { draft_origin?: AuthorKind | null };

export type Participant = Narrow<'ParticipantDto', { role: Role; identity: Identity | null }>;
export type Wait = Narrow<'WaitDto', { on: Party }>;
export type PromiseStatus = 'open' | 'kept' | 'broken' | 'withdrawn';
export type CasePromise = Narrow<'PromiseDto', { status: PromiseStatus }>;
export type MaterialStatus = 'missing' | 'received' | 'accepted' | 'rejected';
export type Material = Narrow<'MaterialDto', { status: MaterialStatus }>;

/** What a person should know before wording a reply themselves. */
export interface Briefing {
  history?: string | string[] | null;
  reported?: string | string[] | null;
  promised?: string | string[] | null;
  tone?: string | string[] | null;
}
export type Empathy = Narrow<'EmpathyDto', { reasons: Reason[]; briefing: Briefing | string | null }>;

export type Citation = Wire<Schemas['CitationDto']>;

export interface Flag {
  code: string;
  severity?: 'block' | 'warn' | 'info';
  text?: string | null;
}

/** What governance says to sending this draft. */
export interface Verdict {
  outcome: 'allow' | 'review' | 'forbid';
  role?: string | null;
  why?: string | null;
  /** The sentence of the policy that decided, for a code the screen has no words for. */
  reason?: string | null;
  policies?: string[];
}

export type DraftStatus = 'composing' | 'proposed' | 'in_review' | 'approved' | 'sent' | 'rejected' | 'withdrawn' | 'failed';
export type Draft = Omit<
  Narrow<'DraftDto', { status: DraftStatus; origin: AuthorKind; by: Actor | null; to: { participant_id: string; role: Role } | null; flags: (Flag | string)[] }>,
  'verdict' | 'then_proposed'
> & { verdict?: Verdict | null; then_proposed?: ThenProposed | null };

export type Conversation = Wire<Schemas['ConversationDto']>;
export type PossiblyAlso = Wire<Schemas['PossiblyAlsoDto']>;

export interface Money {
  minor: number;
  currency: string;
}

/** One execution against a back office. */
export interface Action {
  id: string;
  kind: string;
  status: ActionStatus;
  needed: { role: string; why: string } | null;
  /** What exactly is to be done, by kind. */
  parameters: { order?: string; reason?: string | null; text?: string; address?: { name: string; lines: string[]; postcode?: string; city: string; country: string } } | null;
  parameters_hash: string;
  amount: Money | null;
  approved_by?: { kind: string; id: string | null; name: string | null } | null;
  /** Leaves only once it is done, filled with its real result. */
  message?: { text: string } | null;
  requested_by: { kind: string; id: string | null; name: string | null };
  requested_at: string;
  reason_code: string | null;
}

export type Case = Narrow<
  'CaseDto',
  {
    status: CaseStatus;
    urgency: Urgency | null;
    sentiment: Sentiment | null;
    next_mover: NextMover | null;
    participants: Participant[];
    waits: Wait[];
    promises: CasePromise[];
    materials: Material[];
    empathy: Empathy;
    drafts: Draft[];
    actions: Action[];
  }
>;

export type InboundState = 'received' | 'filed' | 'spam' | 'automatic' | 'dead';
export type OutboundState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'withdrawn';
export type Attachment = Wire<Schemas['AttachmentDto']>;
export type MessageParty = Narrow<'PartyDto', { role: Role | null }>;
export type Message = Narrow<
  'MessageDto',
  { direction: 'inbound' | 'outbound' | 'internal'; state: InboundState | OutboundState; from: MessageParty | null; to: MessageParty[] }
>;

type Entry = Narrow<'TimelineItemDto', { actor: Actor }>;
type EntryBase = Pick<Entry, 'at' | 'position' | 'actor'>;
/** One thing that happened; `kind` says which fields are there. */
export type TimelineItem =
  | (EntryBase & { kind: 'message'; message: Message })
  | (EntryBase & { kind: 'note'; text: string })
  | (EntryBase & { kind: 'turn'; who: Party; since: string; until: string | null; for: string })
  | (EntryBase & Pick<Entry, 'text' | 'what' | 'for' | 'status' | 'event'> & { kind: 'draft' | 'review' | 'wait' | 'promise' | 'status' | 'triage' });

/** An event as the log keeps it: ids, codes and numbers; never what somebody wrote. */
export type Event = Narrow<'EventDto', { actor: { kind: ActorKind; id: string | null }; data: Record<string, unknown> }>;

export type Review = Narrow<'ReviewDto', { draft: Draft | null; action: Action | null; requested_by: Actor }>;

export const ARTICLE_KINDS = ['faq', 'service_rule', 'material_list', 'standard_wording', 'risk_boundary', 'handoff_condition', 'product', 'campaign', 'logistics', 'after_sales', 'brand'] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];
export type ArticleStatus = 'draft' | 'review' | 'published' | 'retired';
export type Article = Narrow<'Article', { kind: ArticleKind; status: ArticleStatus; applies: Record<string, unknown> }>;

/** What an editor writes; the server gives the rest. */
export interface ArticleText {
  kind: ArticleKind;
  title: string;
  language: string;
  body: string;
  applies: Record<string, unknown>;
}

export type DeadLetter = Wire<Schemas['DeadLetterDto']>;

/** The order a case is about, as the shop's back office tells it. */
export type Order = Wire<Schemas['OrderDto']>;

/** A key of a program, or a personal one; what opens with it is not kept. */
export interface Key {
  id: string;
  name: string;
  teammate_id: string | null;
  scopes: string[];
  created_at: string;
  revoked_at: string | null;
}

/** What governs the workspace: its own text, and every policy in force. */
export interface Policies {
  version: number;
  text: string;
  by: string | null;
  at: string | null;
  policies: { id: string; reason: string }[];
}

/** What the case does once a message is sent. */
export type Then = Schemas['Then'];
/** What a draft's own text says comes next. */
export interface ThenProposed {
  then: Then;
  because: string | null;
  promise: { text: string; to: string; due: string } | null;
}
export type Approval = Schemas['ApproveDraft'];

/** What the live stream says: something changed, read again. */
export type Hint = Wire<Schemas['HintDto']>;
